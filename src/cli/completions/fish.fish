# Completions of splan for fish: write this to ~/.config/fish/completions/splan.fish.
function __splan_complete
    set -l words (commandline --current-process --tokenize --cut-at-cursor)
    splan complete --for fish -- $words (commandline --current-token --cut-at-cursor) 2>/dev/null
end
complete --command splan --no-files --keep-order --arguments '(__splan_complete)'
