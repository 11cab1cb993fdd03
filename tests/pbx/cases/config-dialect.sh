# Configuration files mean to the reader of amsh what they mean to Asterisk: all that it ships, and
# the odd ones of tests/pbx/dialect.
reader=$(dirname "$AMSH")/tests/pbx/dialect
folder=$PBX_ROOT/etc/asterisk
odd=$folder/amsh-dialect
trap 'rm -rf "$odd"' EXIT
rm -rf "$odd"
mkdir "$odd"
cp "$(dirname "$0")/dialect/"* "$odd"
cp -R "$PBX_ROOT/usr/share/asterisk/conf/samples" "$odd"
for n in 8189 8190 8191 8192 16380 16381 16382; do
	printf '[%s]\nx = %s\nbehind = 1\nlast = 2\n' $n "$(many $((n - 4)))" >"$odd/line-$n.conf"
done
chmod -R a+rX "$odd"

# What both sides say of the file $1, or that it cannot be read.
compare()
{
	amsh -o raw GetConfig "$1" Filter=TEMPLATES=include
	if [ "$status" -eq 0 ]; then
		tr -d '\r' <"$WORK/out" | grep -aE '^(Category|IsTemplate|Line)-' >"$WORK/asterisk" || :
	else
		expect_err 'invalid format'
		echo "refused" >"$WORK/asterisk"
	fi
	"$reader" "$folder" "$1" >"$WORK/reader" 2>"$WORK/notes" || echo "refused" >"$WORK/reader"
	diff -a "$WORK/asterisk" "$WORK/reader" || fail "$1 is read as Asterisk reads it"
}

count=0
for file in $(cd "$folder" && find . -type f ! -path './keys/*' | sed 's,^\./,,'); do
	compare "$file"
	count=$((count + 1))
done
[ "$count" -gt 100 ] || fail "at least 100 files are compared, not $count"
