# Completions of splan for bash: put `source <(splan completions bash)` into ~/.bashrc.
_splan() {
    local IFS=$' \t\n' rest=${COMP_LINE:0:COMP_POINT} words=() last=-1 i word space
    # Bash cuts words at `=` and `:` as well: join what no space stands between.
    for ((i = 0; i <= COMP_CWORD; i++)); do
        space=${rest%%[!$' \t']*}
        rest=${rest#"$space"}
        word=${COMP_WORDS[i]}
        if ((i == COMP_CWORD)); then word=$rest; fi
        rest=${rest#"$word"}
        if ((i == 0)) || [[ -n $space ]]; then
            words[++last]=$word
        else
            words[last]+=$word
        fi
    done
    if [[ $word == [=:]* ]]; then word=""; fi
    IFS=$'\n'
    COMPREPLY=($("${COMP_WORDS[0]/#\~/$HOME}" complete --for bash --piece="$word" -- "${words[@]}" 2>/dev/null))
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/.:] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _splan splan 2>/dev/null || complete -F _splan splan
