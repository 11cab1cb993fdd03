# A list of calls: each row's outcome is in the report, in order; killed in the middle and resumed, no
# row is dialled twice, as the server's own events say, and none is left out but those that are named.
# also: sim
need_ami 2 "ChannelId to know a call by"
: >"$WORK/calls"
{
	printf 'n,who,name\r\n'
	for n in 1 5 9 13; do
		printf '%s,alice,"$(touch %s); | '\''""x"\r\n' $n "$WORK/touched"
		printf '%s,carol,"a, b"\r\n%s,alice\r\n%s,nobody,c\r\n' $((n + 1)) $((n + 2)) $((n + 3))
	done
} >"$WORK/rows.csv"
cd "$WORK" || exit
export AMSH_SECRET
AMSH_SECRET=$(head -n 1 "$PBX_SECRET_FILE")

# Dial what is left of the list.
dial()
{
	exec "$AMSH" -s "ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT" each -f rows.csv --jobs 3 --rate 20/s \
		--report report.csv --resume 'do' originate "PJSIP/\${who}" 'Hangup()' \
		"ChannelId=row-\${n}" "CallerID=\${name} <1>" >/dev/null 2>&1
}
dialled()
{
	[ "$(grep -cs '^begun' report.csv.journal)" -ge "$1" ]
}

begin watch -j -F Uniqueid tail -t 4 Newchannel 'Uniqueid=row-*' 'Uniqueid!=*;2'
amsh -c 'sleep 0.3'
for kill_after in 4 9; do
	(dial) &
	dialling=$!
	wait_until 10 dialled $kill_after
	kill -9 $dialling
	wait $dialling || :
done
(dial) || :
join watch
[ -z "$(sort out | uniq -d)" ] || fail "no row is dialled twice"

# Every row is there, with its outcome or as one that is not known; all that were dialled are known.
awk -F, -v OFS=, 'NR > 1 { print $1, $2, $3 }' report.csv >rows
awk 'BEGIN { split("0,answered 1,busy 2, 1,no_such_endpoint", is, " ")
	for (i = 1; i <= 16; i++) { w = is[(i - 1) % 4 + 1]; gsub("_", " ", w); print i "," w } }' >want
grep -v ',,unknown$' rows >known || :
grep -vxFf want known >wrong || :
[ ! -s wrong ] || fail "the outcomes: $(cat wrong)"
[ "$(wc -l <rows)" -eq 16 ] || fail "16 rows in the report: $(cat report.csv)"
[ "$(grep -c ',,unknown$' rows)" -le 6 ] || fail "6 unknown at most: $(cat rows)"
[ ! -e touched ] || fail "a name is text"
