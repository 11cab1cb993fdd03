/* SPDX-License-Identifier: ISC */
/* Numbers in words: tables and lookups. */
#include "view/words.h"

#include <stddef.h>

struct word {
	long number;
	const char *text;
};

static const struct word causes[] = {
    {0, "no cause given"},
    {1, "unallocated number"},
    {2, "no route to transit network"},
    {3, "no route to destination"},
    {4, "send special information tone"},
    {5, "misdialled trunk prefix"},
    {6, "channel unacceptable"},
    {7, "call awarded, being delivered"},
    {8, "preemption"},
    {9, "preemption, circuit reserved"},
    {14, "number ported"},
    {16, "normal call clearing"},
    {17, "user busy"},
    {18, "no user responding"},
    {19, "no answer from user"},
    {20, "subscriber absent"},
    {21, "call rejected"},
    {22, "number changed"},
    {23, "redirection to new destination"},
    {25, "exchange routing error"},
    {26, "answered elsewhere"},
    {27, "destination out of order"},
    {28, "invalid number format"},
    {29, "facility rejected"},
    {30, "response to status enquiry"},
    {31, "normal, unspecified"},
    {34, "no circuit available"},
    {38, "network out of order"},
    {39, "permanent connection out of service"},
    {40, "permanent connection operational"},
    {41, "temporary failure"},
    {42, "switching equipment congestion"},
    {43, "access information discarded"},
    {44, "requested channel not available"},
    {46, "precedence call blocked"},
    {47, "resource unavailable"},
    {49, "quality of service unavailable"},
    {50, "facility not subscribed"},
    {53, "outgoing calls barred"},
    {55, "incoming calls barred"},
    {57, "bearer capability not authorized"},
    {58, "bearer capability not available"},
    {62, "inconsistent access information"},
    {63, "service not available"},
    {65, "bearer capability not implemented"},
    {66, "channel type not implemented"},
    {69, "facility not implemented"},
    {70, "only restricted digital bearer available"},
    {79, "service not implemented"},
    {81, "invalid call reference"},
    {82, "channel does not exist"},
    {83, "suspended call exists under another identity"},
    {84, "call identity in use"},
    {85, "no call suspended"},
    {86, "call of that identity was cleared"},
    {87, "user not member of closed user group"},
    {88, "incompatible destination"},
    {90, "closed user group does not exist"},
    {91, "invalid transit network selection"},
    {95, "invalid message"},
    {96, "mandatory information element missing"},
    {97, "message type does not exist"},
    {98, "message not compatible with call state"},
    {99, "information element does not exist"},
    {100, "invalid information element contents"},
    {101, "wrong call state"},
    {102, "recovery on timer expiry"},
    {103, "unknown parameter passed on"},
    {110, "message with unknown parameter discarded"},
    {111, "protocol error"},
    {127, "interworking"},
};

static const struct word channel_states[] = {
    {0, "down"},
    {1, "reserved"},
    {2, "off hook"},
    {3, "dialing"},
    {4, "ring"},
    {5, "ringing"},
    {6, "up"},
    {7, "busy"},
    {8, "dialing off hook"},
    {9, "pre-ring"},
};

static const struct word device_states[] = {
    {0, "unknown"},
    {1, "not in use"},
    {2, "in use"},
    {3, "busy"},
    {4, "invalid"},
    {5, "unavailable"},
    {6, "ringing"},
    {7, "in use, ringing"},
    {8, "on hold"},
};

static const struct word extension_states[] = {
    {-2, "removed"},
    {-1, "not found"},
    {0, "idle"},
    {1, "in use"},
    {2, "busy"},
    {4, "unavailable"},
    {8, "ringing"},
    {9, "in use, ringing"},
    {16, "on hold"},
    {17, "in use, on hold"},
};

static const struct word originate_reasons[] = {
    {0, "failed"},
    {1, "hung up"},
    {3, "no answer"},
    {4, "answered"},
    {5, "busy"},
    {8, "congested"},
};

static const char *
find(const struct word *words, size_t n, long number)
{
	for (size_t i = 0; i < n; i++)
		if (words[i].number == number)
			return words[i].text;
	return NULL;
}

#define FIND(words, number) find(words, sizeof(words) / sizeof(*(words)), number)

const char *
words_hangup_cause(long number)
{
	return FIND(causes, number);
}

const char *
words_channel_state(long number)
{
	return FIND(channel_states, number);
}

const char *
words_device_state(long number)
{
	return FIND(device_states, number);
}

const char *
words_extension_state(long number)
{
	return FIND(extension_states, number);
}

const char *
words_originate_reason(long number)
{
	return FIND(originate_reasons, number);
}

const char *
words_dial_status(struct str status, const char **verb)
{
	static const struct {
		const char *status, *verb, *text;
	} words[] = {
	    {"ABORT", "is", "no longer called"},
	    {"ANSWER", "has", "answered"},
	    {"BUSY", "is", "busy"},
	    {"CANCEL", "is", "no longer called"},
	    {"CHANUNAVAIL", "is", "not reachable"},
	    {"CONGESTION", "is", "congested"},
	    {"DONTCALL", "is", "not to be called"},
	    {"NOANSWER", "gives", "no answer"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!str_eq(status, str_of(words[i].status)))
			continue;
		if (verb)
			*verb = words[i].verb;
		return words[i].text;
	}
	return NULL;
}
