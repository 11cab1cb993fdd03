# also: sim
# wait blocks until an event matches; what came since the last action counts; time out is status 1.
amsh -j -c 'UserEvent Lamp Colour=green' -c 'sleep 0.5' -c 'wait -t 60 UserEvent Colour=GR*'
expect_status 0
expect_out '"UserEvent": ?"Lamp"'

amsh wait -t 1 NoSuchEvent
expect_status 1

begin one wait -t 60 UserEvent,NoSuchEvent UserEvent=Door 'Colour!~^b'
until_ended one amsh -c 'UserEvent Door Colour=blue' -c 'UserEvent Door Colour=red'
expect_status 0

amsh -c 'UserEvent Lamp Colour=green' -c 'wait -t 60 UserEvent' -c 'echo saw ${Colour}'
expect_status 0
expect_out '^saw green$'
