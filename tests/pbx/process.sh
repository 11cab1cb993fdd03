# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# Background processes of one folder: starts them, knows them again, ends them.
# A process is known by its id and its start time, so that a stale file never hits a stranger.
# The script that reads this file sets $dir. Never ends anything that spawn did not start.

# shellcheck disable=SC2154 # $dir
die()
{
	echo "$(basename "$0"): $*" >&2
	exit 1
}

# Print the start time of process $1, nothing if it is gone or only waits to be reaped.
start_time()
{
	sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" { print $20 }'
}

# Run a command in the background under the name $1, its output in $dir/log/$1.
spawn()
{
	spawn_name=$1
	shift
	mkdir -p "$dir/run" "$dir/log"
	setsid "$@" </dev/null >"$dir/log/$spawn_name" 2>&1 9>&- &
	echo "$! $(start_time $!)" >"$dir/run/$spawn_name"
}

# Tell whether the process named $1 runs.
alive()
{
	[ -f "$dir/run/$1" ] || return 1
	read -r alive_pid alive_start <"$dir/run/$1" || return 1
	[ -n "$alive_start" ] && [ "$(start_time "$alive_pid")" = "$alive_start" ]
}

# End the process named $1: ask, wait up to ten seconds, insist.
end()
{
	if alive "$1"; then
		kill -TERM "$alive_pid" 2>/dev/null || :
		until_true 10 gone "$1" || kill -KILL "$alive_pid" 2>/dev/null || :
		until_true 5 gone "$1" || die "$1 (process $alive_pid) does not end"
	fi
	rm -f "$dir/run/$1"
}

gone()
{
	! alive "$1"
}

# Run a command again and again until it succeeds, for at most $1 seconds, or as many times that as
# CK_TIMEOUT_MULTIPLIER says.
until_true()
{
	until_deadline=$(($(date +%s) + $1 * ${CK_TIMEOUT_MULTIPLIER:-1}))
	shift
	until "$@"; do
		[ "$(date +%s)" -lt "$until_deadline" ] || return 1
		sleep 0.1
	done
}
