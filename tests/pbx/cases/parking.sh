# A call is parked, listed, and taken away.
call PJSIP/alice 206
parked()
{
	amsh -o tsv --no-header -F ParkeeChannel,ParkingSpace ParkedCalls
	[ "$status" -eq 0 ] && grep -q '^PJSIP/alice-' "$WORK/out"
}
wait_until 5 parked
expect_out '	70[0-9]$'
amsh -j Parkinglots
expect_out '"Name": ?"default".*"StartSpace": ?"701"'
