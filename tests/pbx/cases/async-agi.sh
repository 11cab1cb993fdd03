# A call under the control of AGI commands.
: >"$WORK/calls"
amsh -j <<-'END'
	action Originate Channel=PJSIP/alice Exten=100 Context=async Priority=1 Async=true
	wait -t 60 AsyncAGIStart
	action AGI Channel=${Channel} Command='GET VARIABLE FOO' CommandID=one
	wait -t 60 AsyncAGIExec CommandId=one
	action AGI Channel=${Channel} Command='ASYNCAGI BREAK'
	wait -t 60 AsyncAGIEnd
END
expect_status 0
expect_out '"Event": ?"AsyncAGIExec".*"Result": ?"200'
