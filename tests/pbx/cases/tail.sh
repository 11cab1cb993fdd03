# also: sim
# tail prints matching events until N or the time; formats as everywhere.
begin one tail -n 1 UserEvent UserEvent=Lamp
until_ended one amsh UserEvent Lamp Colour=green
expect_status 0
expect_count 1 '.'
expect_out 'UserEvent'
expect_out 'Lamp'

begin json -j tail -n 2 User* Colour~^gr
until_ended json amsh UserEvent Lamp Colour=green
expect_status 0
expect_count 2 '^\{.*"Event": ?"UserEvent".*"Colour": ?"green".*\}$'

begin tsv -o tsv -F UserEvent,Colour tail -n 1 UserEvent 'Colour!=red'
until_ended tsv amsh UserEvent Lamp Colour=green
expect_out_is 'UserEvent	Colour
Lamp	green'

amsh tail -t 1 NoSuchEvent
expect_status 0
expect_no_out '.'
