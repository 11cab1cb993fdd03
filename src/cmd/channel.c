/* SPDX-License-Identifier: ISC */
/* Commands on channels that do more than send one action. */
#include "ami/action.h"
#include "client/client.h"
#include "client/perform.h"
#include "client/request.h"
#include "client/send.h"
#include "lang/args.h"
#include "lang/dest.h"
#include "lang/settings.h"
#include "session/item.h"

/* Add the headers of a destination, their names beginning with prefix. */
static int
add_dest(struct action *a, const char *prefix, struct str text, struct err *err)
{
	struct dest d;
	struct header v[3];
	struct buf name = BUF_INIT(64);

	if (dest_parse(&d, text, err) < 0)
		return -1;
	if (d.application.n)
		return err_set(err, ERR_USAGE, "redirect: DEST must be exten@context[:priority]: "
		    "%.*s",
		    STR_ARG(text));
	size_t n = dest_headers(&d, v);
	int failed = 0;
	for (size_t i = 0; i < n && !failed; i++) {
		buf_reset(&name);
		buf_addf(&name, "%s%.*s", prefix, STR_ARG(v[i].name));
		failed = action_header(a, buf_str(&name), v[i].value, err);
	}
	buf_clear(&name);
	return failed;
}

static int
run_redirect(struct client *client, const struct args *args, struct err *err)
{
	struct action a;
	int failed = send_begin(client, &a, STR("Redirect"), err);

	if (!failed)
		failed = action_header(&a, STR("Channel"), args_get(args, "CHANNEL"), err);
	if (!failed)
		failed = add_dest(&a, "", args_get(args, "DEST"), err);
	if (!failed && args_has(args, "CHANNEL2"))
		failed = action_header(&a, STR("ExtraChannel"), args_get(args, "CHANNEL2"), err);
	if (!failed && args_has(args, "DEST2"))
		failed = add_dest(&a, "Extra", args_get(args, "DEST2"), err);
	if (!failed)
		failed = perform(client, &a, err);
	action_clear(&a);
	return failed;
}

const struct cmd cmd_redirect = {
    .name = "redirect",
    .group = GROUP_CALLS,
    .summary = "send a channel, or two, to another place in the dialplan",
    .help = "DEST is exten@context[:priority]. With CHANNEL2, two channels that talk to each other "
            "are moved together, so that neither is hung up when the other leaves. Without DEST2 "
            "both go to DEST.",
    .examples = (const struct example[]){
        {"redirect PJSIP/alice-0000001a 200@sets",
            "Send one channel to extension 200; the other side is hung up."},
        {"redirect PJSIP/alice-0000001a 201@sets PJSIP/bob-0000001b",
            "Move both into the conference at extension 201."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "CHANNEL", .type = ARG_CHANNEL},
        {.name = "DEST", .type = ARG_DEST},
        {.name = "CHANNEL2", .type = ARG_CHANNEL, .optional = true},
        {.name = "DEST2", .type = ARG_DEST, .optional = true}, {0}},
    .flags = CMD_SESSION,
    .action = "Redirect",
    .run = run_redirect,
};

/* Are these digits that a phone can send, and one at least? */
static int
check_digits(struct str digits, struct err *err)
{
	bool good = digits.n > 0;

	for (size_t i = 0; i < digits.n; i++)
		good &= digits.p[i] && strchr("0123456789*#ABCDabcd", digits.p[i]);
	return good ? 0 : err_set(err, ERR_USAGE, "playdtmf: DIGITS must be of 0-9 * # A-D: %.*s",
	    STR_ARG(digits));
}

static void
take_digit(void *arg, const struct item *item)
{
	if (msg_is_error(&item->msg))
		request_refused(arg, "PlayDTMF: ", STR("PlayDTMF"), &item->msg);
}

/* Play a digit that is not the last: only the last one's reply is printed. */
static int
play_quietly(struct client *client, const struct header headers[3], struct err *err)
{
	struct action a;
	int failed = send_make(client, &a, "PlayDTMF", headers, 3, err);

	if (!failed)
		failed = send_allowed(client, &a, err);
	action_clear(&a);
	return failed ? -1 :
	    perform_quietly(client, "PlayDTMF", headers, 3, take_digit, err, err);
}

static int
run_playdtmf(struct client *client, const struct args *args, struct err *err)
{
	struct str digits = args_get(args, "DIGITS");
	int failed = check_digits(digits, err);

	for (size_t i = 0; i < digits.n && !failed; i++) {
		const struct header headers[] = {
		    {STR("Channel"), args_get(args, "CHANNEL")},
		    {STR("Digit"), str_from(digits.p + i, 1)},
		    {STR("Duration"), args_get(args, "MS")},
		};
		bool last = i + 1 == digits.n || client->settings->dry_run;
		failed = last ? perform_named(client, "PlayDTMF", headers, 3, err) :
		    play_quietly(client, headers, err);
	}
	return failed;
}

const struct cmd cmd_playdtmf = {
    .name = "playdtmf",
    .group = GROUP_CALLS,
    .summary = "send DTMF digits to a channel, in order",
    .help = "Sends an action for each digit, stops at the first that fails, and prints the last "
            "reply. MS is the length of each tone in milliseconds.",
    .examples = (const struct example[]){
        {"playdtmf PJSIP/alice-0000001a 1234#",
            "Send these keys to a channel, for a menu at the other end."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "CHANNEL", .type = ARG_CHANNEL},
        {.name = "DIGITS", .type = ARG_WORD},
        {.name = "MS", .type = ARG_NUMBER, .optional = true}, {0}},
    .flags = CMD_SESSION,
    .action = "PlayDTMF",
    .run = run_playdtmf,
};

/* The end of the name in NAME=VALUE: a = within the parentheses of a function belongs to it. */
static size_t
end_of_name(struct str text)
{
	int depth = 0;

	for (size_t i = 0; i < text.n; i++) {
		depth += text.p[i] == '(' ? 1 : text.p[i] == ')' ? -1 : 0;
		if (text.p[i] == '=' && depth <= 0)
			return i;
	}
	return text.n;
}

static int
set_variable(struct client *client, struct str name, struct str value, struct str channel,
    struct err *err)
{
	struct action a;
	int failed = send_begin(client, &a, STR("Setvar"), err);

	if (!failed)
		failed = action_header(&a, STR("Variable"), name, err);
	if (!failed)
		failed = action_header(&a, STR("Value"), value, err);
	if (!failed && channel.n)
		failed = action_header(&a, STR("Channel"), channel, err);
	if (!failed)
		failed = perform(client, &a, err);
	action_clear(&a);
	return failed;
}

/* Is it a channel instead of a variable? A / in a function's parentheses belongs to it. */
static bool
is_channel(struct str name)
{
	return str_chr(name, '/') < str_chr(name, '(');
}

static int
run_setvar(struct client *client, const struct args *args, struct err *err)
{
	struct str name = args_get(args, "NAME"), value = args_get(args, "VALUE");
	struct str channel = args_get(args, "CHANNEL");
	size_t end = end_of_name(name);
	bool joined = end < name.n;

	if (is_channel(str_head(name, end)))
		return err_set(err, ERR_USAGE,
		    "setvar: the channel comes last: setvar NAME=VALUE %.*s",
		    STR_ARG(name));
	if (joined ? end == 0 || args_has(args, "CHANNEL") : !args_has(args, "VALUE"))
		return err_set(err, ERR_USAGE,
		    "setvar needs NAME VALUE [CHANNEL], or NAME=VALUE [CHANNEL]: %.*s",
		    STR_ARG(name));
	if (joined) {
		channel = value;
		value = str_from_at(name, end + 1);
	}
	return set_variable(client, str_head(name, end), value, channel, err);
}

const struct cmd cmd_setvar = {
    .name = "setvar",
    .group = GROUP_CALLS,
    .summary = "set a variable of a channel, or a global one",
    .help = "NAME and VALUE may also be one word, NAME=VALUE. VALUE may be empty (''). Without "
            "CHANNEL the variable is global.",
    .examples = (const struct example[]){
        {"setvar OFFICE south", "Set a global variable."},
        {"setvar 'CALLERID(name)' 'Front desk' PJSIP/alice-0000001a",
            "Set a function of one channel; quotes keep the blank."},
        {0}},
    .args = (const struct arg_spec[]){{.name = "NAME", .type = ARG_WORD, .header = "Variable"},
        {.name = "VALUE", .type = ARG_WORD, .header = "Value", .optional = true},
        {.name = "CHANNEL", .type = ARG_CHANNEL, .header = "Channel", .optional = true}, {0}},
    .flags = CMD_SESSION,
    .action = "Setvar",
    .run = run_setvar,
};
