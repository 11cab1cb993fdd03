# What became of a call, as data and in words: each outcome on real phones.
need_ami 2 "ChannelId to know a call by"
: >"$WORK/calls"
fields='Channel,_outcome,_seconds'
amsh -j -F "$fields" --pipeline \
	-c 'originate PJSIP/alice 209@sets' \
	-c 'originate PJSIP/carol 209@sets' \
	-c 'originate PJSIP/erin 209@sets' \
	-c 'originate PJSIP/dave 209@sets Timeout=1000' \
	-c 'originate PJSIP/nobody 209@sets' \
	-c 'originate Local/nosuch@sets 209@sets' \
	-c 'originate Local/102@sets 209@sets' \
	-c 'originate PJSIP/alice nosuch@sets' \
	-c 'originate alice 209@sets'
expect_status 1
sed -i 's/"_seconds":"[0-9]*\.[0-9][0-9][0-9]"/"_seconds":"N"/; s/alice-[0-9a-f]*/alice-X/' "$WORK/out"
expect_out_is '{"Channel":"PJSIP/alice-X","_outcome":"answered","_seconds":"N"}
{"Channel":"PJSIP/carol","_outcome":"busy","_seconds":"N"}
{"Channel":"PJSIP/erin","_outcome":"rejected","_seconds":"N"}
{"Channel":"PJSIP/dave","_outcome":"no answer","_seconds":"N"}
{"Channel":"PJSIP/nobody","_outcome":"no such endpoint","_seconds":"N"}
{"Channel":"Local/nosuch@sets","_outcome":"no such extension","_seconds":"N"}
{"Channel":"Local/102@sets","_outcome":"busy","_seconds":"N"}
{"Channel":"PJSIP/alice","_outcome":"no such extension","_seconds":"N"}
{"Channel":"alice","_outcome":"refused","_seconds":"N"}'
expect_err '^amsh: -c:2: originate: PJSIP/carol: busy .17 user busy., after [0-9.]* s$'
expect_err '^amsh: -c:6: originate: Local/nosuch@sets: no such extension, after'

# What the phone said, and Asterisk: some causes only newer servers have.
amsh -o tsv --no-header -F _cause,_cause_text originate PJSIP/carol 209@sets
expect_status 1
expect_out_is '17	User busy'

# One line in words; a later line can use it.
amsh -c 'originate PJSIP/alice 209@sets' -c "echo \${_outcome} \${_dialled}"
expect_status 0
expect_out '^answered after [0-9.]* s: PJSIP/alice-[0-9a-f]*$'
expect_out '^answered PJSIP/alice-[0-9a-f]*$'

# On several servers each answers for itself.
cat >"$WORK/amsh.conf" <<-END
	[one]
	server = ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT
	secret_file = $PBX_SECRET_FILE
	[two]
	server = ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT
	secret_file = $PBX_SECRET_FILE
END
chmod 600 "$WORK/amsh.conf"
printf '@one originate PJSIP/carol 209@sets\n@two originate --until-end PJSIP/alice Wait(0.2)\n' \
	>"$WORK/lines"
bare --config "$WORK/amsh.conf" -s one,two -j --pipeline -F _server,_outcome,_hung_up_by \
	-f "$WORK/lines"
expect_status 1
expect_out '^\{"_server":"one","_outcome":"busy"\}$'
expect_out '^\{"_server":"two","_outcome":"answered","_hung_up_by":"server"\}$'
