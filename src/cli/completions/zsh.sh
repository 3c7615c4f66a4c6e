#compdef splan
# Completions of splan for zsh: write this to a file `_splan` in a folder of $fpath, or put
# `source <(splan completions zsh)` into ~/.zshrc behind `compinit`.
_splan() {
    local -a lines whole open wholes opens
    local line value
    lines=("${(@f)$("${${(Q)words[1]}/#\~/$HOME}" complete --for zsh -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for line in $lines; do
        value=${line%%$'\t'*}
        # What ends like this goes on: no space after it.
        if [[ $value == *[=/.:] ]]; then
            open+=("$value")
            opens+=("${line/$'\t'/  -- }")
        else
            whole+=("$value")
            wholes+=("${line/$'\t'/  -- }")
        fi
    done
    (( $#whole )) && compadd -V whole -l -d wholes -a whole
    (( $#open )) && compadd -V open -S '' -l -d opens -a open
    (( $#whole + $#open ))
}
if [[ $funcstack[1] == _splan ]]; then
    _splan "$@"
else
    compdef _splan splan
fi
