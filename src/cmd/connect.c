/* SPDX-License-Identifier: ISC */
/* The commands connect and disconnect. */
#include "base/buf.h"
#include "client/client.h"
#include "client/connect.h"
#include "client/connection.h"
#include "client/send.h"
#include "conf/options.h"
#include "lang/args.h"
#include "lang/mask.h"
#include "script/member_move.h"

static int
run_connect(struct client *client, const struct args *args, struct err *err)
{
	struct buf server = BUF_INIT(BUF_MAX_LINE), mask = BUF_INIT(BUF_MAX_LINE);
	const char *events = client->options->events ? client->options->events : "on";

	if (send_leaves_out(client, "connect ", args_get(args, "SERVER")))
		return 0;
	buf_adds(&server, args_get(args, "SERVER"));
	int failed = mask_read(&mask, str_of(events), err);
	bool moves = false;
	if (!failed && client->member)
		failed = member_move(client, buf_str(&server), &moves, err);
	if (!failed)
		failed = connect_open(client, server.n ? buf_z(&server) : NULL, buf_z(&mask), err);
	/* Nothing may reach the previous server under the name of another. */
	if (failed && moves && client->connection->online)
		connect_close(client);
	buf_clear(&server);
	buf_clear(&mask);
	return failed;
}

const struct cmd cmd_connect = {
    .name = "connect",
    .group = GROUP_SHELL,
    .summary = "connect to a server, or again to the same one",
    .help = "SERVER is a URL or a section of amsh.conf, as for the option -s. Without SERVER it "
            "connects to the server of the command line. An open connection is closed first. A URL "
            "without a user means the present user. The secret from AMSH_SECRET or --secret-file "
            "is used again only for the same host, port and user; --tls-pin, --tls-name and "
            "--insecure only for the same host and port. Another server's section can have its "
            "own; if it has no secret, amsh asks for it. With several servers, @NAME before "
            "connect says which one connects to SERVER, whose name it takes; connect alone brings "
            "it back.",
    .examples = (const struct example[]){
        {"connect office", "Go to the server that amsh.conf calls office."},
        {"connect amis://hello@pbx.example.net", "Go to a server by its URL, with TLS."},
        {0}},
    .args =
        (const struct arg_spec[]){{.name = "SERVER", .type = ARG_SERVER, .optional = true}, {0}},
    .flags = CMD_MOVES,
    .run = run_connect,
};

static int
run_disconnect(struct client *client, const struct args *args, struct err *err)
{
	(void)args;
	if (!client->connection->session)
		return err_set(err, ERR_CONNECT, "there is no connection to close");
	connect_close(client);
	return 0;
}

const struct cmd cmd_disconnect = {
    .name = "disconnect",
    .group = GROUP_SHELL,
    .summary = "log off and close the connection",
    .help = "The shell stays open. Use connect to connect again.",
    .examples = (const struct example[]){
        {"disconnect", "Close the connection and stay in the shell."},
        {0}},
    .args = (const struct arg_spec[]){{0}},
    .run = run_disconnect,
};
