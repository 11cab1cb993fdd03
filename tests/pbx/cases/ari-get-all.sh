# also: sim
# Every operation of the server's own api-docs that is a GET, once: no crash, but a table or lines, or the
# server's own word for what is not there.
: >"$WORK/calls"
call PJSIP/alice 209
amsh --ari "$ARI" --no-header -o tsv -F id ari get channels
channel=$(head -n 1 "$WORK/out")
ari post bridges/gets-$$ type=mixing
expect_status 0

# Print the paths of a page that have a GET, with what is live for their {words}, and what they need.
gets()
{
	amsh --ari "$ARI" -o raw ari get "api-docs/$1.json"
	expect_status 0
	sed 's/{"path":/\n&/g' "$WORK/out" | sed -n '/"httpMethod":"GET"/s/{"path":"\([^"]*\)".*/\1/p' |
		sed -e "s|{channelId}|$channel|; s|{bridgeId}|gets-$$|; s|{tech}|PJSIP|" \
			-e 's|{resource}|alice|; s|{moduleName}|res_ari.so|; s|{soundId}|beep|' \
			-e 's|{configClass}|res_pjsip|; s|{objectType}|endpoint|; s|{id}|alice|' \
			-e 's|{deviceName}|PJSIP%2Falice|; s|{[a-zA-Z]*}|nosuch|' \
			-e 's|/variables$|& variables=FOO|; s|/variable$|& variable=OFFICE|' \
			-e '/^\/events$/d'
}

amsh --ari "$ARI" -o raw ari get api-docs/resources.json
expect_status 0
pages=$(grep -o '/api-docs/[a-zA-Z]*' "$WORK/out" | sed 's|.*/||')
asked=0
for page in $pages; do
	for request in $(gets "$page" | tr ' ' '+'); do
		path=${request%%+*} words=
		[ "$path" = "$request" ] || words=${request#*+}
		# shellcheck disable=SC2086 # none or one word
		ari get "${path#/}" $words
		asked=$((asked + 1))
		case $path$status in
		*nosuch*1 | */variable1 | */variables1 | */rtp_statistics1 | /mailboxes*1)
			[ "$(wc -l <"$WORK/err")" -eq 1 ] || fail "one line on stderr for $path" ;;
		*0)	expect_quiet ;;
		*)	fail "a table or lines for $path" ;;
		esac
	done
done
[ "$asked" -ge 20 ] || fail "more than $asked paths of $pages"
ari delete bridges/gets-$$
expect_status 0
