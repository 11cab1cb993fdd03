# A wait for what cannot come is told at once: a name that no event has, a class that the mask or the
# account's rights leave out; and a refused action tells which right it takes.
amsh wait -t 30 Hangupp
expect_status 2
expect_err 'wait: no such event: Hangupp .did you mean Hangup'
amsh tail -t 0.1 NoSuchEvent
expect_status 0
expect_err 'tail: the server knows no event NoSuchEvent'
amsh -k -c 'tail -t 0.1 Hangupp*' -c 'tail -t 0.1 UserEvent,PeerStatus,DialBegin,Newexten'
expect_status 0
expect_no_err '.'
amsh -e agent -c 'tail -t 0.1 Newexten'
expect_err 'Newexten is of class dialplan, which the event mask leaves out .events agent,dialplan includes it.'
amsh_as reporter -k -c 'QueueAdd support PJSIP/carol' -c 'tail -t 0.1 Hangupp'
expect_err 'QueueAdd: Permission denied .it needs write = agent in manager.conf'
expect_err 'tail: amsh knows no event Hangupp .did you mean Hangup'
# What the account may not read, the server's console tells one who may ask it.
amsh_as partial -k -c 'events agent,call' -c 'wait -t 0.1 QueueCallerJoin' -c 'wait -t 0.1 Hangup'
expect_err 'events: partial may not read class agent: read = call in manager.conf'
expect_err 'no QueueCallerJoin matched within 0.1 s .partial may not read class agent: read = call'
expect_err 'no Hangup matched within 0.1 s$'
