# also: sim
# The mask of the connection decides what comes.
amsh -c 'events off' -c 'UserEvent Lamp' -c 'wait -t 1 UserEvent'
expect_status 1
amsh -c 'events system,user' -c 'UserEvent Lamp' -c 'wait -t 60 UserEvent'
expect_status 0
amsh -c 'events on' -c 'UserEvent Lamp' -c 'wait -t 60 UserEvent'
expect_status 0
amsh -e call -c 'UserEvent Lamp' -c 'wait -t 1 UserEvent'
expect_status 1
amsh -e user -c 'UserEvent Lamp' -c 'wait -t 60 UserEvent'
expect_status 0
