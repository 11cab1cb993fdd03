# also: sim
# Every action by its name in any case; positional words fill the headers in their order.
amsh coresettings
expect_status 0
expect_out 'AsteriskVersion'

amsh action CoreSettings
expect_status 0

amsh -j EXTENSIONSTATE Exten=100 Context=sets
expect_status 0
expect_out '"Exten": ?"100".*"Context": ?"sets"'

amsh -j action ExtensionState 100 sets
expect_status 0
expect_out '"Exten": ?"100".*"Context": ?"sets"'

amsh -j QueueSummary support
expect_status 0
expect_out '"Event": ?"QueueSummary".*"Queue": ?"support"'

amsh -j ListCommands
expect_status 0
expect_out '"Ping": ?"'
