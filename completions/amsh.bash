# SPDX-License-Identifier: ISC
# bash completion for amsh: asks the program itself, which connects to nothing for it, splits the
# line as a shell does, and quotes what it answers.
_amsh()
{
	local program=${COMP_WORDS[0]} candidate

	COMPREPLY=()
	while IFS= read -r candidate; do
		COMPREPLY+=("$candidate")
	done < <("${program/#\~\//$HOME/}" --complete=bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
	# A word that goes on, Header= or folder/ or ari:, gets no blank after it.
	case ${#COMPREPLY[@]},${COMPREPLY[0]-} in
	1,*= | 1,*/ | 1,*:) compopt -o nospace 2>/dev/null ;;
	# A file of a home folder.
	0,) [[ $2 != '~'* ]] || compopt -o default 2>/dev/null ;;
	esac
}
complete -F _amsh amsh
