# also: sim
# A secret comes from the environment or a file; on the command line it is refused.
secret=$(head -n 1 "$PBX_SECRET_FILE")
AMSH_SECRET=$secret
export AMSH_SECRET
bare -H "$PBX_HOST" -p "$PBX_AMI_PORT" -u "$PBX_USER" ping
expect_status 0
bare -s "ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT" ping
expect_status 0
AMSH_SERVER=ami://$PBX_USER@$PBX_HOST:$PBX_AMI_PORT
export AMSH_SERVER
bare ping
expect_status 0
unset AMSH_SERVER AMSH_SECRET

bare -s "ami://$PBX_USER:$secret@$PBX_HOST:$PBX_AMI_PORT" ping
expect_status 2
expect_err 'secret-file|AMSH_SECRET'
expect_no_err "$secret"

amsh -vv ping
expect_status 0
expect_err 'Login'
expect_no_err "$secret"
