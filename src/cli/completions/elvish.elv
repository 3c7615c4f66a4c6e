# Completions of splan for elvish: put `eval (splan completions elvish | slurp)` into rc.elv.
use str
set edit:completion:arg-completer[splan] = {|@words|
    splan complete --for elvish -- $@words 2>/dev/null | from-lines | each {|line|
        var value @about = (str:split "\t" $line)
        if (== (count $about) 0) {
            edit:complex-candidate $value
        } else {
            edit:complex-candidate $value &display=$value'  '$about[0]
        }
    }
}
