# Answers without a Response, items without an ActionID, and a reply that is not a list of headers.
amsh -k -j -c IAXnetstats -c ping -c IAXpeers -c ping -c 'GetConfig queues.conf' -c ping
expect_status 0
expect_count 3 '"Ping": ?"Pong"'
expect_count 1 '"Event": ?"PeerEntry"'
expect_out '"Category-000000": ?"general"'

amsh -j FAXStats
expect_status 0
expect_out '"Event": ?"FAXStats"'

amsh -j --envelope FAXSessions
expect_status 0
expect_out '"Event": ?"FAXSessionsComplete"'

amsh ConfbridgeList ops
expect_status 1
expect_err 'No active conferences'

amsh -k -j -c 'ModuleLoad' -c ping
expect_count 1 '"Ping": ?"Pong"'
