/* SPDX-License-Identifier: ISC */
/*
 * Commands as libcurl's servers. libcurl connects to a socket in a directory that only we may
 * enter, which is there for that moment; the other end of the connection is the command's input and
 * output. (A pair of sockets would do, but libcurl 7.88 connects even what is connected already.)
 */
#include "session/http_way.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/mem.h"
#include "net/fd.h"
#include "net/stream.h"

#define HOURS   86400000L /* ms: our own deadlines count, which move while a command asks */
#define ASKING  200       /* ms after which we check again whether a command still asks */
#define BACKLOG 8

/* One connection. */
struct passage {
	int fd;                /* libcurl's end; closed by the stream, or by us */
	struct stream *stream; /* the command; NULL until libcurl has connected */
	bool heard;            /* the server has answered through it */
};

struct http_way {
	const struct session_setup *setup;
	char folder[40];
	struct sockaddr_un name; /* of a socket in it */
	int listener;            /* -1: there is none, and no folder */
	struct passage *v;
	size_t n;
	bool tried;
	struct err failure; /* of the last command that had one */
};

/* Choose a name that nobody else can know before it is there. */
static void
choose_name(struct http_way *w)
{
	unsigned char random[8] = {0};
	struct buf name = BUF_INIT(sizeof(w->folder));
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);

	ssize_t n = fd < 0 ? 0 : read(fd, random, sizeof(random));
	(void)n;
	if (fd >= 0)
		close(fd);
	buf_addz(&name, "/tmp/.amsh-");
	for (size_t i = 0; i < sizeof(random); i++)
		buf_addf(&name, "%02x", random[i]);
	memcpy(w->folder, buf_z(&name), name.n + 1);
	buf_addz(&name, "/way");
	w->name.sun_family = AF_UNIX;
	memcpy(w->name.sun_path, buf_z(&name), name.n + 1);
	buf_clear(&name);
}

struct http_way *
http_way_new(const struct session_setup *setup)
{
	if (!setup->endpoint.proxy || !scheme_is_http(setup->endpoint.scheme))
		return NULL;
	struct http_way *w = mem_alloc(sizeof(*w));
	*w = (struct http_way){.setup = setup, .listener = -1};
	choose_name(w);
	return w;
}

/* Nobody else will connect. */
static void
stop_listening(struct http_way *w)
{
	if (w->listener < 0)
		return;
	close(w->listener);
	w->listener = -1;
	unlink(w->name.sun_path);
	rmdir(w->folder);
}

static int
listen_there(struct http_way *w)
{
	w->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (w->listener < 0 ||
	    bind(w->listener, (const struct sockaddr *)&w->name, sizeof(w->name)) < 0)
		return -1;
	return listen(w->listener, BACKLOG);
}

/* Listen for the connection that libcurl is about to make. */
static int
start_listening(struct http_way *w)
{
	if (w->listener >= 0)
		return 0;
	if (mkdir(w->folder, S_IRWXU) < 0)
		return fd_error(&w->failure, ERR_CONNECT, errno);
	if (listen_there(w) == 0)
		return 0;
	fd_error(&w->failure, ERR_CONNECT, errno);
	stop_listening(w);
	rmdir(w->folder);
	return -1;
}

/* libcurl has made a socket, and will connect it now. */
static int
note_socket(void *way, curl_socket_t fd, curlsocktype purpose)
{
	struct http_way *w = way;

	(void)purpose;
	if (start_listening(w) < 0)
		return CURL_SOCKOPT_ERROR;
	w->v = mem_grow(w->v, w->n + 1, sizeof(*w->v));
	w->v[w->n++] = (struct passage){.fd = fd};
	return CURL_SOCKOPT_OK;
}

/* Start the command for a connection, whose other end is theirs. */
static void
start_command(struct http_way *w, struct passage *p, int theirs)
{
	const struct session_setup *s = w->setup;
	struct endpoint e = s->endpoint; /* its strings are borrowed */

	if (w->tried)
		e.talk = s->talk_again;
	e.again = w->tried;
	w->tried = true;
	fcntl(theirs, F_SETFD, FD_CLOEXEC);
	stream_open_command(&p->stream, &e, p->fd, theirs, clock_now() + s->connect_timeout,
	    &w->failure);
}

/* Start the commands of those that have connected, which they do in the order of their sockets. */
static void
start_commands(struct http_way *w)
{
	bool waits = false;

	for (size_t i = 0; i < w->n; i++) {
		struct passage *p = &w->v[i];
		if (p->stream)
			continue;
		int theirs = w->listener < 0 ? -1 : accept(w->listener, NULL, NULL);
		if (theirs >= 0)
			start_command(w, p, theirs);
		else
			waits = true;
	}
	if (!waits)
		stop_listening(w);
}

/* Has the command closed its end, and did it fail? */
static void
note_failure(struct http_way *w, struct passage *p)
{
	struct err why = {0};
	char byte;

	if (p->stream && recv(p->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0 &&
	    stream_why(p->stream, p->heard, &why))
		w->failure = why;
}

static void
end_passage(struct passage *p)
{
	if (p->stream)
		stream_close(p->stream);
	else
		close(p->fd);
}

static int
close_socket(void *way, curl_socket_t fd)
{
	struct http_way *w = way;

	start_commands(w);
	for (size_t i = 0; i < w->n; i++) {
		struct passage gone = w->v[i];
		if (gone.fd != fd)
			continue;
		note_failure(w, &gone);
		w->n--;
		memmove(&w->v[i], &w->v[i + 1], (w->n - i) * sizeof(*w->v));
		end_passage(&gone);
		return 0;
	}
	return close(fd);
}

void
http_way_free(struct http_way *w)
{
	if (!w)
		return;
	stop_listening(w);
	for (size_t i = 0; i < w->n; i++)
		end_passage(&w->v[i]);
	free(w->v);
	free(w);
}

#define SET(option, value) (code = code ? code : curl->easy_setopt(easy, option, value))

CURLcode
http_way_set(struct http_way *w, const struct http_curl *curl, CURL *easy)
{
	CURLcode code = CURLE_OK;

	if (!w)
		return code;
	SET(CURLOPT_UNIX_SOCKET_PATH, w->name.sun_path);
	SET(CURLOPT_PROXY, "");
	SET(CURLOPT_CONNECTTIMEOUT_MS, HOURS);
	SET(CURLOPT_SOCKOPTFUNCTION, note_socket);
	SET(CURLOPT_SOCKOPTDATA, w);
	SET(CURLOPT_CLOSESOCKETFUNCTION, close_socket);
	SET(CURLOPT_CLOSESOCKETDATA, w);
	return code;
}

msec
http_way_tend(struct http_way *w, msec deadline, msec *soon)
{
	msec latest = deadline;

	if (w)
		start_commands(w);
	for (size_t i = 0; w && i < w->n; i++) {
		const struct passage *p = &w->v[i];
		if (p->heard || !p->stream)
			continue;
		msec until = stream_deadline(p->stream, deadline);
		latest = until > latest ? until : latest;
	}
	if (soon)
		*soon = latest > deadline ? clock_now() + ASKING : CLOCK_NEVER;
	return latest;
}

void
http_way_settle(struct http_way *w)
{
	for (size_t i = 0; w && i < w->n; i++) {
		if (w->v[i].stream && !w->v[i].heard)
			stream_settle(w->v[i].stream);
		w->v[i].heard = w->v[i].stream != NULL;
	}
}

bool
http_way_why(struct http_way *w, struct err *err)
{
	for (size_t i = 0; w && i < w->n; i++)
		note_failure(w, &w->v[i]);
	if (!w || w->failure.kind == ERR_NONE)
		return false;
	*err = w->failure;
	w->failure = (struct err){0};
	if (err->kind == ERR_CONNECT)
		endpoint_blame(&w->setup->endpoint, err);
	return true;
}
