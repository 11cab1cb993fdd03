/* SPDX-License-Identifier: ISC */
/* Makes events; sends nothing. */
#include "events.h"

#include <stdio.h>

/* The headers of a channel in each of its events. */
#define CHANNEL                                                                                    \
	"Channel: PJSIP/alice-%08x\r\nChannelState: 6\r\nChannelStateDesc: Up\r\n"                 \
	"CallerIDNum: 6001\r\nCallerIDName: Alice\r\nConnectedLineNum: <unknown>\r\n"              \
	"ConnectedLineName: <unknown>\r\nLanguage: en\r\nAccountCode: \r\nContext: phones\r\n"     \
	"Exten: 6002\r\nPriority: 2\r\nUniqueid: 1795323554.%u\r\nLinkedid: 1795323554.%u\r\n"

static const char *const shapes[] = {
    "Event: Newchannel\r\nPrivilege: call,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL "\r\n",
    "Event: Newexten\r\nPrivilege: dialplan,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "Extension: 6002\r\nApplication: Dial\r\nAppData: PJSIP/bob,20,tT\r\n\r\n",
    "Event: VarSet\r\nPrivilege: dialplan,all\r\nTimestamp: 1795323554.060744\r\n" CHANNEL
    "Variable: DIALSTATUS\r\nValue: ANSWER\r\n\r\n",
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
