# SPDX-License-Identifier: ISC
# bash completion for amsh: asks the program itself, which connects to nothing for it.
_amsh()
{
	local line cur typed words=()

	# bash breaks words at = and :, so the words are taken from the line itself.
	line=${COMP_LINE:0:COMP_POINT}
	read -ra words <<<"$line"
	[[ $line == *[[:blank:]] ]] && words+=("")
	cur=${words[-1]}
	COMPREPLY=()
	while IFS= read -r line; do
		COMPREPLY+=("${line%%$'\t'*}")
	done < <("${words[0]}" --complete -- "${words[@]:1}" 2>/dev/null)
	# A word that goes on, Header= or folder/, gets no blank behind it.
	case ${#COMPREPLY[@]},${COMPREPLY[0]-} in
	1,*= | 1,*/) compopt -o nospace 2>/dev/null ;;
	esac
	# What stands before the last = or : is on the line already.
	if [[ $cur == *[=:]* ]]; then
		typed=${cur%"${cur##*[=:]}"}
		COMPREPLY=("${COMPREPLY[@]#"$typed"}")
	fi
}
complete -F _amsh amsh
