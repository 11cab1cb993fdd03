# also: sim
# What ARI refuses, and what amsh does: a wrong secret, an account that may only look, --read-only, a path
# and an id that are not there, a place where no ARI is.
ari get channels
expect_status 0
echo wrong >"$WORK/wrong"
chmod 600 "$WORK/wrong"
bare -H "$PBX_HOST" -u "$PBX_USER" --secret-file "$WORK/wrong" --ari "$ARI" ari get channels
expect_status 4
expect_err 'refused|Authentication'
amsh_as reporter --ari "$ARI" ari get endpoints/PJSIP/alice
expect_status 0
amsh_as reporter --ari "$ARI" ari post bridges
expect_status 1
expect_err 'Write access denied'
amsh --ari "$ARI" --read-only -c 'ari get bridges' -c 'ari post bridges name=forbidden'
expect_status 2
expect_err 'read-only'
ari get bridges
expect_no_out forbidden
ari get nosuch
expect_status 1
expect_err 'Resource not found \(404\)'
ari delete channels/nobody
expect_status 1
expect_err 'Channel not found \(404\)'
ari post channels endpoint=nothing
expect_status 1
expect_err '\(400\)'
amsh --ari "http://$PBX_HOST:1/ari" ari get channels
expect_status 3
