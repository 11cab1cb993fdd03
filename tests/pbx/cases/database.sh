# also: sim
# Put, get, list and delete; a missing key fails.
need_action DBGetTree
amsh db put colours lamp 'dark green'
expect_status 0
amsh db put colours door red
expect_status 0

amsh -j db get colours lamp
expect_status 0
expect_out '"Val": ?"dark green"'

amsh -o tsv --no-header -F Key,Val DBGetTree colours
expect_status 0
expect_out '^/colours/lamp	dark green$'
expect_out '^/colours/door	red$'

amsh db del colours lamp
expect_status 0
amsh db get colours lamp
expect_status 1
expect_err 'not found'

amsh DBDelTree colours
expect_status 0

# What a wildcard reaches beyond the words is shown, and kept where nobody can be asked.
amsh db put famA key 1
expect_status 0
amsh db put famAB key 2
expect_status 0
setsid "$AMSH" -H "$PBX_HOST" -p "$PBX_AMI_PORT" -u "$PBX_USER" \
	--secret-file "$PBX_SECRET_FILE" db deltree famA% >"$WORK/out" 2>"$WORK/err" && exit 1
expect_err '^  /famA/key$'
expect_err '^  /famAB/key$'
amsh db get famAB key
expect_status 0
amsh --yes db deltree famA%
expect_status 0
amsh db get famAB key
expect_status 1
