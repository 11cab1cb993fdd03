/* SPDX-License-Identifier: ISC */
/*
 * Any bytes that are recorded are played as they were, from lines without control bytes; any secret
 * is hidden, whatever it holds; what has been hidden once has nothing more to hide.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "ari/hide.h"
#include "base/json.h"
#include "net/recording.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void
require(bool holds, const char *what, struct str seen)
{
	if (holds)
		return;
	fprintf(stderr, "not so: %s: %.*s\n", what, STR_ARG(seen));
	abort();
}

static void
check_recording(enum direction direction, struct str bytes)
{
	struct buf file = BUF_INIT(BUF_MAX_TEXT), back = BUF_INIT(BUF_MAX_TEXT);
	enum direction read;
	struct str rest, line;
	msec at;

	recording_write(&file, 1234567, direction, bytes);
	rest = buf_str(&file);
	for (size_t i = 0; i < rest.n; i++)
		require(rest.p[i] == '\n' || (rest.p[i] >= 0x20 && rest.p[i] < 0x7f),
		    "a recording is printable", rest);
	while (str_cut(&rest, '\n', &line) && line.n) {
		require(recording_read(line, &at, &read, &back), "a line is read", line);
		require(at == 1234567 && read == direction, "time and direction stay", line);
	}
	require(str_eq(buf_str(&back), bytes), "bytes stay", buf_str(&file));
	buf_clear(&file);
	buf_clear(&back);
}

static void
hide_answer(struct buf *out, struct str body)
{
	hide_body(out, STR("/ari/asterisk/variable?variable=DB_PASSWORD"), body);
}

/* Hide twice. */
static void
check_hiding(void (*hide)(struct buf *out, struct str text), struct str text)
{
	struct buf once = BUF_INIT(BUF_MAX_TEXT), twice = BUF_INIT(BUF_MAX_TEXT);

	hide(&once, text);
	hide(&twice, buf_str(&once));
	require(str_eq(buf_str(&once), buf_str(&twice)), "hidden once is enough", buf_str(&once));
	buf_clear(&once);
	buf_clear(&twice);
}

/* The bytes are the value of a secret. */
static void
check_secrets(struct str secret)
{
	struct buf text = BUF_INIT(BUF_MAX_TEXT), out = BUF_INIT(BUF_MAX_TEXT);
	struct json j;

	json_init(&j, &text);
	json_object_open(&j);
	json_pair(&j, STR("variable"), STR("DB_PASSWORD"));
	json_pair(&j, STR("value"), secret);
	json_pair(&j, STR("api_key"), secret);
	json_object_close(&j);
	hide_json(&out, buf_str(&text));
	require(str_eq(buf_str(&out),
		    STR("{\"variable\":\"DB_PASSWORD\",\"value\":\"***\",\"api_key\":\"***\"}")),
	    "a secret is hidden", buf_str(&out));
	buf_reset(&text);
	buf_reset(&out);
	buf_addz(&text, "/ari/events?api_key=");
	for (size_t i = 0; i < secret.n; i++)
		buf_addf(&text, "%%%02x", (unsigned char)secret.p[i]);
	hide_target(&out, buf_str(&text));
	require(str_eq(buf_str(&out), STR("/ari/events?api_key=***")), "a secret is hidden",
	    buf_str(&out));
	buf_clear(&text);
	buf_clear(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str bytes = str_from((const char *)data, n);

	check_recording((enum direction)(n % (ARI_MESSAGE + 1)), bytes);
	check_hiding(hide_json, bytes);
	check_hiding(hide_target, bytes);
	check_hiding(hide_answer, bytes);
	if (n)
		check_secrets(bytes);
	return 0;
}
