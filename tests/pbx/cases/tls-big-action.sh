# also: sim
# Asterisk does not see what lies beyond 1,024 bytes of a TLS record: it must never matter.
text=$(many 900)
amsh_tls localhost -j -c "UserEvent Big One=$text Two=$text Three=$text Last=yes" \
	-c 'wait -t 60 UserEvent UserEvent=Big'
expect_status 0
expect_out "\"One\": ?\"$text\".*\"Three\": ?\"$text\".*\"Last\": ?\"yes\""
