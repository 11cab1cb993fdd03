# SPDX-License-Identifier: ISC
# fish completion for amsh: asks the program itself, which connects to nothing for it.
function __amsh_complete
    set -l words (commandline -opc) (commandline -ct)
    $words[1] --complete -- $words[2..-1] 2>/dev/null
end
complete -c amsh -f -a '(__amsh_complete)'
