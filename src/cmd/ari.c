/* SPDX-License-Identifier: ISC */
/* The command ari: a request of Asterisk's REST interface, from the words of a line. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "ari/path.h"
#include "base/file.h"
#include "client/ari_perform.h"
#include "client/client.h"
#include "client/connection.h"
#include "client/scope.h"
#include "lang/args.h"
#include "lang/settings.h"

/* Read what a file descriptor has, up to a little more than a body may be. */
static int
read_whole(int fd, struct buf *body)
{
	ssize_t n = 1;

	while (n > 0 && body->n <= PATH_MAX_BODY) {
		char *room = buf_room(body, PATH_MAX_BODY + 1);
		n = file_read(fd, room, PATH_MAX_BODY + 1);
		body->n += n > 0 ? (size_t)n : 0;
	}
	return n < 0 ? -1 : 0;
}

/* Open what is after the @: - is standard input. */
static int
open_body(const struct client *client, const char *name, struct err *err)
{
	bool is_stdin = strcmp(name, "-") == 0;

	if (is_stdin && client->scope->reads_stdin)
		return err_set(err, ERR_USAGE,
		    "@-: standard input holds the lines of the script: give a file");
	int fd = is_stdin ? dup(STDIN_FILENO) : file_open(name, O_RDONLY, 0);
	if (fd < 0)
		err_set(err, file_error(), "cannot read %s: %s", name, strerror(errno));
	return fd;
}

/* The body is a file's. */
static int
add_file(struct client *client, struct path *p, struct str file, struct err *err)
{
	struct buf name = BUF_INIT(BUF_MAX_LINE), body;

	if (file.n == 0)
		return err_set(err, ERR_USAGE, "no file after the @");
	buf_init_secret(&body, 3 * PATH_MAX_BODY);
	buf_adds(&name, file);
	int fd = open_body(client, buf_z(&name), err);
	int failed = fd < 0 ? -1 : read_whole(fd, &body);
	if (failed && fd >= 0)
		err_set(err, file_error(), "cannot read %s: %s", buf_z(&name), strerror(errno));
	if (fd >= 0)
		close(fd);
	if (!failed)
		failed = path_body(p, buf_str(&body), err);
	buf_clear(&name);
	buf_clear(&body);
	return failed;
}


/* A word after the path: a parameter of the query, or the body. */
static int
add_word(struct client *client, struct path *p, const struct word *word, struct err *err)
{
	struct mixed m = word_mixed(word);
	struct header h;

	if (word->typed && word->text.p[0] == '{')
		return path_json(p, &m, err);
	if (word->typed && word->text.p[0] == '@')
		return add_file(client, p, str_from_at(word->text, 1), err);
	if (!args_header(word, &h))
		return err_set(err, ERR_USAGE, "neither NAME=VALUE, {JSON} nor @FILE: %.*s",
		    STR_ARG(word->text));
	m = (struct mixed){.text = h.value};
	return path_add(p, h.name, &m, err);
}

static int
make(struct client *client, struct path *p, const struct args *args, struct err *err)
{
	const struct word *word;
	size_t at = 0;
	const char *place = client->connection->ari_place;

	if (path_method(p, args_get(args, "METHOD"), err) < 0)
		return -1;
	if (!args_next_word(args, "PATH", &at, &word))
		return err_set(err, ERR_USAGE, "no PATH, as in ari get channels");
	struct mixed m = word_mixed(word);
	if (path_set(p, &m, str_of(p->open ? "" : place), err) < 0)
		return -1;
	for (at = 0; args_next_word(args, "NAME=VALUE", &at, &word);)
		if (add_word(client, p, word, err) < 0)
			return -1;
	return 0;
}

static int
run_ari(struct client *client, const struct args *args, struct err *err)
{
	struct path p;

	if (ari_ready(client, err) < 0)
		return -1;
	path_init(&p, client->settings->dry_run);
	int failed = make(client, &p, args, err);
	if (failed)
		err_prefix(err, "ari");
	else
		failed = ari_perform(client, &p, err);
	path_clear(&p);
	return failed;
}

const struct cmd cmd_ari = {
    .name = "ari",
    .group = GROUP_ACTIONS,
    .summary = "a request of Asterisk's REST interface",
    .help =
        "Sends a request to the REST interface (ARI) of the same server: ari get channels, ari "
        "delete channels/${id}, ari post channels endpoint=PJSIP/alice extension=103 context=sets. "
        "PATH is what follows /ari/; a whole URL of this server is understood too. NAME=VALUE "
        "words become parameters of the query. A word that begins with { is the body, in JSON, "
        "and @FILE one from a file, @- from standard input. What ${…} brings is data wherever it "
        "stands: one part of PATH, one value, what a string of the body holds. An array is "
        "printed as a list, an object as a reply, and data that is no JSON as it is. A status "
        "from 400 on fails with the server's message. It needs no connection to AMI.",
    .examples = (const struct example[]){
        {"ari get channels", "List the channels, as ARI knows them."},
        {"ari post channels endpoint=PJSIP/alice extension=101 context=sets",
            "Call alice, and connect her to extension 101."},
        {"ari get endpoints/PJSIP where state=offline", "The phones that are not there."},
        {0}},
    .args =
        (const struct arg_spec[]){
            {.name = "METHOD", .type = ARG_CHOICE, .choices = "get|post|put|delete"},
            {.name = "PATH", .type = ARG_PATH},
            {.name = "NAME=VALUE", .type = ARG_QUERY, .optional = true, .repeated = true}, {0}},
    .flags = CMD_APART | CMD_ARI | CMD_LIST,
    .run = run_ari,
};
