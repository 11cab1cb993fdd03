/* SPDX-License-Identifier: ISC */
/* Makes events; sends nothing. */
#include "events.h"

#include <stdio.h>

/* The headers of a channel in each of its events. */
#define CHANNEL                                                                                    \
	"SystemName: pbx-north-1\r\nChannel: PJSIP/alice-%08x\r\nChannelState: 6\r\n"            \
	"ChannelStateDesc: Up\r\nCallerIDNum: 6001\r\nCallerIDName: Alice\r\n"                   \
	"ConnectedLineNum: <unknown>\r\nConnectedLineName: <unknown>\r\nLanguage: en\r\n"        \
	"AccountCode: \r\nContext: phones\r\nExten: 6002\r\nPriority: 2\r\n"                     \
	"Uniqueid: 1795323554.%u\r\nLinkedid: 1795323554.%u\r\n"

static const char *const shapes[] = {
    "Event: Newchannel\r\nPrivilege: call,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL "\r\n",
    "Event: Newexten\r\nPrivilege: dialplan,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "Extension: 6002\r\nApplication: Dial\r\nAppData: PJSIP/bob,20,tT\r\n\r\n",
    "Event: DialBegin\r\nPrivilege: call,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "DestChannel: PJSIP/bob-00000042\r\nDestChannelState: 0\r\nDestChannelStateDesc: Down\r\n"
    "DestCallerIDNum: 6002\r\nDestCallerIDName: Bob\r\nDestConnectedLineNum: 6001\r\n"
    "DestConnectedLineName: Alice\r\nDestLanguage: en\r\nDestAccountCode: \r\n"
    "DestContext: phones\r\nDestExten: 6002\r\nDestPriority: 1\r\n"
    "DestUniqueid: 1795323554.43\r\nDestLinkedid: 1795323554.42\r\nDialString: bob\r\n\r\n",
    "Event: VarSet\r\nPrivilege: dialplan,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "Variable: RTPAUDIOQOS\r\nValue: ssrc=1668804135;themssrc=512;lp=0;rxjitter=0.000250;"
    "rxcount=54;txjitter=0.000000;txcount=64;rlp=0;rtt=0.000000;rxmes=88.087887;"
    "txmes=88.087887\r\n\r\n",
    "Event: Hangup\r\nPrivilege: call,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "Cause: 16\r\nCause-txt: Normal Clearing\r\n\r\n",
};

#define SHAPES (sizeof(shapes) / sizeof(shapes[0]))

size_t
events_fill(struct buf *stream)
{
	char event[1024];

	for (unsigned i = 0;; i++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		int n = snprintf(event, sizeof(event), shapes[i % SHAPES], i, i, i);
#pragma GCC diagnostic pop
		if (buf_add(stream, event, (size_t)n) == -1)
			return i;
	}
}

void
events_stamp(struct buf *event, double now)
{
	buf_addf(event, "Event: UserEvent\r\nPrivilege: user,all\r\nTimestamp: 1795323554.060744\r\n"
			"UserEvent: Stamped\r\nSent: %.0f\r\n" CHANNEL "\r\n", now * 1e9, 1u, 1u, 1u);
}
