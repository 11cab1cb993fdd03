# SPDX-License-Identifier: ISC
# shells.sh SHELL AMSH COMPLETIONS: that shell on the terminal, with the completions of AMSH and
# nothing else, in a folder with files whose names a shell could misread.
set -e
PATH=$(dirname "$2"):$PATH
export PATH
mkdir -p "$HOME/config/amsh" "$HOME/work/a folder"
cd "$HOME/work"
touch 'plain.txt' 'two words.txt' 'run $(touch pwned).txt' 'say "hi" it'\''s.txt' 'café.txt'
touch "$(printf 'line\nbreak.txt')"
cat >"$HOME/config/amsh/amsh.conf" <<'CONF'
[office]
server = ami://office.example.net
[branch]
server = ami://branch.example.net
[all]
group = office,branch
[aliases]
page => originate Local/page@ops ConfBridge(500)
CONF
case $1 in
bash)
	cat >"$HOME/rc" <<-RC
		PS1='$ '
		. "$3/amsh.bash"
		bind 'set bell-style none'
		bind 'set enable-bracketed-paste off'
	RC
	exec bash --noprofile --rcfile "$HOME/rc" -i
	;;
zsh)
	cat >"$HOME/.zshrc" <<-RC
		PS1='$ '
		unsetopt beep prompt_sp
		# Reading the completions of all other programs takes seconds.
		own=(\${(M)fpath:#*/Completion(|/Base)})
		(( \$#own )) && fpath=(\$own)
		fpath=("$3" \$fpath)
		autoload -Uz compinit
		compinit -u -D
	RC
	exec zsh -d -i
	;;
fish)
	cat >"$HOME/rc" <<-RC
		function fish_prompt
		    echo -n '$ '
		end
		set -g fish_greeting
		set -g fish_autosuggestion_enabled 0
		source "$3/amsh.fish"
	RC
	exec fish --no-config -i -C "source '$HOME/rc'"
	;;
esac
