# Lists of several kinds of items, and errors that bring stray empty lines.
amsh -j --envelope PJSIPShowEndpoint alice
expect_status 0
expect_count 1 '"Event": ?"EndpointDetail"'
expect_count 1 '"Event": ?"AorDetail"'
expect_count 1 '"Event": ?"AuthDetail"'
expect_count 1 '"Event": ?"EndpointDetailComplete"'

amsh -k -j -c 'PJSIPShowEndpoint nobody' -c ping -c 'PJSIPQualify alice' -c 'QueueRule' -c ping
expect_status 1
expect_count 2 '"Ping": ?"Pong"'

amsh -o tsv --no-header -F Event,ObjectName,DeviceState PJSIPShowEndpoints
expect_status 0
expect_count 5 '^EndpointList	(alice|bob|carol|dave|erin)	'
