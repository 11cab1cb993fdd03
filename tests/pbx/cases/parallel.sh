# also: sim
# Several programs at once, each with its own answers.
for i in 1 2 3 4 5; do
	begin "$i" -j -c "UserEvent Lamp Number=$i" -c "wait -t 60 UserEvent Number=$i" -c ping
done
for i in 1 2 3 4 5; do
	join "$i"
	expect_status 0
	expect_out "\"Number\": ?\"$i\""
	expect_out '"Ping": ?"Pong"'
done
