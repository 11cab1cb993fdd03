# SPDX-License-Identifier: ISC
# fish completion for amsh: asks the program itself, which connects to nothing for it.
function __amsh_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l plain (string unescape -- $typed); or set plain (string unescape -- "$typed'"); or set plain (string unescape -- "$typed\""); or set plain $typed
    $words[1] --complete -- $words[2..-1] "$plain" 2>/dev/null
    # A file of a home folder.
    string match -q -- '~*' $typed; and __fish_complete_path $typed
end
complete -c amsh -f -a '(__amsh_complete)'
