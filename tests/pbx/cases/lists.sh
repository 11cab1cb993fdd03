# also: sim
# A list is a table, one row an item in tsv, one object an item in json.
need_action PJSIPShowEndpoints
amsh QueueStatus support
expect_status 0
expect_out 'PJSIP/alice'
expect_out 'PJSIP/bob'

amsh -o tsv --no-header -F Event,Queue,StateInterface QueueStatus support
expect_status 0
expect_out '^QueueMember	support	PJSIP/alice$'
expect_out '^QueueMember	support	PJSIP/bob$'

amsh -j QueueStatus support
expect_status 0
expect_count 1 '"Event": ?"QueueParams"'
expect_count 2 '"Event": ?"QueueMember"'
expect_no_out '"(Response|EventList)"'

amsh -j --envelope QueueStatus support
expect_status 0
expect_count 1 '"EventList": ?"start"'
expect_count 2 '"Event": ?"QueueMember"'
expect_count 1 '"Event": ?"QueueStatusComplete"'

amsh -o tsv -F ObjectName,DeviceState PJSIPShowEndpoints
expect_status 0
for phone in alice bob carol dave; do
	expect_out "^$phone	"
done
