/* SPDX-License-Identifier: ISC */
/* The command metrics: Prometheus' text. It is whole also where no server can be asked. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/out.h"
#include "client/client.h"
#include "client/scope.h"
#include "lang/cmd.h"
#include "monitor/exposition.h"
#include "monitor/scrape.h"

/* The server is down: that is an answer, and standard error says why. */
static void
print_down(const struct client *client, const struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT), server = BUF_INIT(BUF_MAX_LINE);

	scope_error(client->scope, err);
	scrape_server(&server, client);
	scrape_down(&out, buf_str(&server));
	out_write(buf_str(&out));
	buf_clear(&server);
	buf_clear(&out);
}

static int
run_metrics(struct client *client, const struct args *args, struct err *err)
{
	struct buf out = BUF_INIT(BUF_MAX_TEXT);

	(void)args;
	int failed = scrape(client, &out, err);
	if (failed && err->kind != ERR_INTERRUPTED) {
		print_down(client, err);
		failed = 0;
	}
	out_write(buf_str(&out));
	buf_clear(&out);
	return failed;
}

static int
fail_metrics(const struct client *client, const struct err *err)
{
	if (client && err->kind != ERR_USAGE) {
		print_down(client, err);
		return 0;
	}
	if (client)
		scope_error(client->scope, err);
	else
		out_error("%s", err->text);
	return err_exit_status(err->kind);
}

/* Those of all servers together; one that has ended without an answer is down. */
static int
gather_metrics(struct buf *out, const struct gathered *v, size_t n)
{
	struct buf *downs = mem_array(n, sizeof(*downs));
	struct str *texts = mem_array(n, sizeof(*texts));
	int status = 0;
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		any |= v[i].output.n > 0;
		buf_init(&downs[i], BUF_MAX_TEXT);
		if (v[i].output.n == 0)
			scrape_down(&downs[i], str_of(v[i].name));
		texts[i] = v[i].output.n ? v[i].output : buf_str(&downs[i]);
		status = v[i].status > status ? v[i].status : status;
	}
	if (any)
		exposition_merge(out, texts, n);
	for (size_t i = 0; i < n; i++)
		buf_clear(&downs[i]);
	free(downs);
	free(texts);
	return status;
}

const struct cmd cmd_metrics = {
    .name = "metrics",
    .group = GROUP_SCRIPT,
    .summary = "print what Prometheus wants to know",
    .help = "Prints calls, channels, endpoints, registrations, queues, the uptime and the round "
            "trip in Prometheus' text format, for node_exporter's textfile folder; the label "
            "server has the server's name. A server that cannot be asked has amsh_up 0 and "
            "nothing else: the text is whole, and the exit status is 0. What the account may not "
            "ask is left out, and amsh_collector_success says so. With several servers all are in "
            "one text. Write it to another file first: amsh metrics >x.tmp && mv x.tmp x.prom.",
    .examples = (const struct example[]){
        {"metrics", "The state of the server, for Prometheus."},
        {0}},
    .args = (const struct arg_spec[]){{0}},
    .flags = CMD_SESSION,
    .run = run_metrics,
    .fail = fail_metrics,
    .gather = gather_metrics,
};
