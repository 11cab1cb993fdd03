/* SPDX-License-Identifier: ISC */
/* Bodies in both encodings give the same messages; bad ones give what can be had. */
#include "session/http_body.h"

#include <check.h>
#include <unistd.h>

#include "../base/streams.h"
#include "../expect.h"

Suite *suite_http_body(void);

#define ONE(attributes) "<response type='object' id='unknown'><generic " attributes " /></response>\n"
#define XML(messages)   "<ajax-response>\n" messages "</ajax-response>\n"

/* Append what the body gives, message by message, as kind and raw text. */
static int
read_body(struct str body, bool mxml, enum http_body_kind kind, struct buf *out, size_t *odd)
{
	struct err err = {0};
	struct http_body *b = http_body_new(mxml, &err);
	struct msg m;

	ck_assert_msg(b != NULL, "%s", err.text);
	int failed = http_body_open(b, body, mxml, kind, &err);
	while (http_body_next(b, &m, &err) == 1) {
		buf_addf(out, "%c", "BREO"[m.kind]);
		for (size_t i = 0; i < m.n; i++)
			buf_addf(out, "|%.*s=%.*s", STR_ARG(msg_name(&m, i)), STR_ARG(msg_value(&m, i)));
		buf_addc(out, '\n');
	}
	if (odd)
		*odd = http_body_odd(b);
	http_body_free(b);
	return failed;
}

static const struct {
	struct str raw, xml;
	const char *messages;
} alike[] = {
    {STR(""), STR(""), ""},
    {STR(""), STR(XML("")), ""},
    {STR("Response: Success\r\nActionID: 2\r\nPing: Pong\r\n\r\n"),
        STR(XML(ONE("response='Success' actionid='2' ping='Pong'"))),
        "R|Response=Success|ActionID=2|Ping=Pong\n"},
    {STR("Response: Success\r\nActionID: 3\r\nEventList: start\r\nMessage: Channels will follow\r\n"
         "\r\nEvent: CoreShowChannelsComplete\r\nActionID: 3\r\nEventList: Complete\r\n"
         "ListItems: 0\r\n\r\n"),
        STR(XML(ONE("response='Success' actionid='3' eventlist='start' "
                    "message='Channels will follow'")
                    ONE("event='CoreShowChannelsComplete' actionid='3' eventlist='Complete' "
                        "listitems='0'"))),
        "R|Response=Success|ActionID=3|EventList=start|Message=Channels will follow\n"
        "E|Event=CoreShowChannelsComplete|ActionID=3|EventList=Complete|ListItems=0\n"},
    {STR("Response: Success\r\nMessage: Command output follows\r\nOutput: one\r\nOutput: \r\n"
         "Output:  three\r\n\r\n"),
        STR(XML(ONE("response='Success' message='Command output follows' output='one' "
                    "output-2='' output-3=' three'"))),
        "R|Response=Success|Message=Command output follows|Output=one|Output=|Output= three\n"},
    {STR("Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: U<&>\r\nx: \"q\" 'a' <b> & c\r\n"
         "x: second\r\ne: \x1b[31m\tred\xff\r\n\r\n"),
        STR(XML(ONE("event='UserEvent' privilege='user,all' userevent='U&lt;&amp;&gt;' "
                    "x='&quot;q&quot; &apos;a&apos; &lt;b&gt; &amp; c' x-2='second' "
                    "e='\x1b[31m\tred\xff'"))),
        "E|Event=UserEvent|Privilege=user,all|UserEvent=U<&>|x=\"q\" 'a' <b> & c|x=second"
        "|e=\x1b[31m\tred\xff\n"},
    {STR("Response: Success\r\nActionID: 5\r\nNo categories found\r\n\r\n"),
        STR(XML(ONE("response='Success' actionid='5' opaque_data='No categories found'"))),
        "R|Response=Success|ActionID=5|=No categories found\n"},
    {STR("IAX2/a 1 2\nIAX2/b 3 4\n\r\n"), STR(XML(ONE("opaque_data='IAX2/a 1 2\nIAX2/b 3 4\n'"))),
        "O|=IAX2/a 1 2|=IAX2/b 3 4\n"},
    {STR("Response: Follows\r\nPrivilege: Command\r\nActionID: 4\r\none\n--END COMMAND--\r\n\r\n"),
        STR(XML(ONE("response='Follows' privilege='Command' actionid='4' "
                    "opaque_data='one\n--END COMMAND--'"))),
        "R|Response=Follows|Privilege=Command|ActionID=4|Output=one\n"},
};

START_TEST(gives_messages)
{
	for (size_t i = 0; i < sizeof(alike) / sizeof(alike[0]); i++) {
		struct buf raw = BUF_INIT(BUF_MAX_LINE), xml = BUF_INIT(BUF_MAX_LINE);
		ck_assert_int_eq(read_body(alike[i].raw, false, HTTP_REPLY, &raw, NULL), 0);
		EXPECT_STR(buf_str(&raw), str_of(alike[i].messages));
		ck_assert_int_eq(read_body(alike[i].xml, true, HTTP_REPLY, &xml, NULL), 0);
		EXPECT_STR(buf_str(&xml), str_of(alike[i].messages));
		buf_clear(&raw);
		buf_clear(&xml);
	}
}
END_TEST

/* A caller's text that looks like console output swallows no events after it. */
START_TEST(believes_no_console_output_in_events)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	read_body(STR("Response: Follows\r\nPrivilege: Command\r\n\r\nEvent: Hangup\r\n\r\n"), false,
	    HTTP_EVENTS, &out, NULL);
	EXPECT_STR(buf_str(&out), STR("R|Response=Follows|Privilege=Command\nE|Event=Hangup\n"));
	buf_clear(&out);
}
END_TEST

START_TEST(ends_what_is_cut_off)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	read_body(STR("Response: Success\r\nPing: Po"), false, HTTP_REPLY, &out, NULL);
	EXPECT_STR(buf_str(&out), STR("R|Response=Success|Ping=Po\n"));
	buf_clear(&out);
}
END_TEST

START_TEST(counts_odd_bytes)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);
	size_t odd = 0;

	read_body(STR(XML(ONE("event='A' a='\x1b\x07'") ONE("event='B' b='\x01'"))), true, HTTP_EVENTS,
	    &out, &odd);
	ck_assert_uint_eq(odd, 3);
	EXPECT_STR(buf_str(&out), STR("E|Event=A|a=\x1b\x07\nE|Event=B|b=\x01\n"));
	buf_clear(&out);
}
END_TEST

/* What is no XML at all is an error, not a hang; what stands before the damage may be read. */
START_TEST(survives_bad_xml)
{
	static const char *const all[] = {
	    "not xml", "<", "<ajax-response>", "<a><b><c d='", XML(ONE("event='A' a=b")), "\xff\xfe",
	    XML(ONE("event='A' &bad;")) "<more/>", "<ajax-response><response><generic event='A'/>",
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		read_body(str_of(all[i]), true, HTTP_REPLY, &out, NULL);
		bool something = str_eq(buf_str(&out), STR("E|Event=A\n"));
		EXPECT_ROW(out.n == 0 || something || i == 4, str_of(all[i]), buf_str(&out));
		buf_clear(&out);
	}
}
END_TEST

/* What libxml2 has to say of an answer goes nowhere. */
START_TEST(lets_no_text_out)
{
	static const char *const all[] = {
	    "<a xmlns='1'><b xmlns:x=''><x:c xml:id='1 2'/></b></a>",
	    "<?xml version='1.0' encoding='klingon'?><a><b><c d='1'/></b></a>",
	    "<!DOCTYPE a SYSTEM 'http://127.0.0.1/y.dtd' [<!ENTITY % p SYSTEM 'file:///no'> %p;]><a>&x;</a>",
	    "<a:b c:d='1' xmlns:q='::bad uri^' e='1' e='2'/>",
	    "\xff\xfe<",
	};

	streams_to_file(STDERR_FILENO);
	streams_to_file(STDOUT_FILENO);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf out = BUF_INIT(BUF_MAX_LINE);
		read_body(str_of(all[i]), true, HTTP_REPLY, &out, NULL);
		buf_clear(&out);
	}
	struct buf complaints = streams_written(STDERR_FILENO);
	struct buf printed = streams_written(STDOUT_FILENO);
	EXPECT_STR(buf_str(&complaints), STR(""));
	EXPECT_STR(buf_str(&printed), STR(""));
	buf_clear(&complaints);
	buf_clear(&printed);
}
END_TEST

/* Entities that would grow without end, or read a file, do neither. */
START_TEST(expands_nothing)
{
	struct buf out = BUF_INIT(BUF_MAX_LINE);

	read_body(STR("<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY a 'xx'>]>\n"
	              "<ajax-response><response><generic event='A' b='&f;'/></response>"
	              "</ajax-response>"),
	    true, HTTP_REPLY, &out, NULL);
	EXPECT_ROW(str_find(buf_str(&out), STR("root")) == out.n, STR("an entity"), buf_str(&out));
	buf_clear(&out);
}
END_TEST

/* Ten thousand lines of output are one message. */
START_TEST(takes_long_answers)
{
	struct buf xml = BUF_INIT(BUF_MAX_MESSAGE), out = BUF_INIT(BUF_MAX_MESSAGE);
	const size_t lines = 10000;
	size_t found = 0;

	buf_addz(&xml, "<ajax-response>\n<response><generic response='Success' output='line'");
	for (size_t i = 2; i <= lines; i++)
		buf_addf(&xml, " output-%zu='line'", i);
	buf_addz(&xml, " /></response>\n</ajax-response>\n");
	ck_assert_int_eq(read_body(buf_str(&xml), true, HTTP_REPLY, &out, NULL), 0);
	struct str rest = buf_str(&out), one;
	while (str_cut(&rest, '|', &one))
		found += str_istarts(one, STR("Output=line"));
	ck_assert_uint_eq(found, lines);
	buf_clear(&xml);
	buf_clear(&out);
}
END_TEST

Suite *
suite_http_body(void)
{
	Suite *suite = suite_create("http_body");
	TCase *all = tcase_create("all"), *quiet = tcase_create("quiet");

	tcase_set_timeout(all, 30);
	tcase_add_test(all, gives_messages);
	tcase_add_test(all, believes_no_console_output_in_events);
	tcase_add_test(all, ends_what_is_cut_off);
	tcase_add_test(all, counts_odd_bytes);
	tcase_add_test(all, survives_bad_xml);
	tcase_add_test(all, expands_nothing);
	tcase_add_test(all, takes_long_answers);
	tcase_add_checked_fixture(quiet, streams_save, streams_restore);
	tcase_add_test(quiet, lets_no_text_out);
	suite_add_tcase(suite, all);
	suite_add_tcase(suite, quiet);
	return suite;
}
