/* SPDX-License-Identifier: ISC */
/* The server's process: one client at a time, answered message by message. */
#include "server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "child.h"
#include "events.h"
#include "figures.h"

#define LAP_BYTES (4u << 20) /* the events that are sent again and again */

/* What the process works with. */
struct job {
	struct server_plan plan;
	size_t laps;
	int listener;
	int done;
	SSL_CTX *tls; /* NULL: plain */
};

/* The client. */
struct peer {
	int fd;
	SSL *tls;
};

static void
check(bool good, const char *what)
{
	if (good)
		return;
	perror(what);
	exit(EXIT_FAILURE);
}

static ssize_t
send_some(struct peer to, struct str s)
{
	size_t n;

	if (!to.tls)
		return send(to.fd, s.p, s.n, MSG_NOSIGNAL);
	return SSL_write_ex(to.tls, s.p, s.n, &n) == 1 ? (ssize_t)n : -1;
}

static bool
send_all(struct peer to, struct str s)
{
	while (s.n) {
		ssize_t n = send_some(to, s);
		if (n < 0)
			return false;
		s = str_from_at(s, (size_t)n);
	}
	return true;
}

static ssize_t
receive(struct peer from, char *p, size_t size)
{
	size_t n;

	if (!from.tls)
		return read(from.fd, p, size);
	return SSL_read_ex(from.tls, p, size, &n) == 1 ? (ssize_t)n : -1;
}

/* The first n of events, which is all of the whole ones: where the n-th ends. */
static struct str
first_events(struct str events, size_t n)
{
	size_t end = 0;

	while (n-- > 0)
		end += str_find(str_from_at(events, end), STR("\r\n\r\n")) + 4;
	return str_head(events, end);
}

/* Send one lap at the pace, a few events every millisecond. *due: when the next may go out. */
static bool
send_paced(struct peer to, struct str lap, double rate, double *due)
{
	size_t tick = (size_t)(rate / 1000) > 0 ? (size_t)(rate / 1000) : 1;

	while (lap.n) {
		struct str some = first_events(lap, tick);
		double wait = *due - figures_now();
		if (wait > 0)
			nanosleep(&(struct timespec){.tv_nsec = (long)(wait * 1e9)}, NULL);
		if (!send_all(to, some))
			return false;
		lap = str_from_at(lap, some.n);
		*due += (double)tick / rate;
	}
	return true;
}

static bool
send_stamped(const struct job *job, struct peer to)
{
	double due = figures_now();
	bool sent = true;

	for (size_t i = 0; i < job->plan.bytes && sent; i++) {
		struct buf event = BUF_INIT(4096);
		double wait = (due += 1 / job->plan.rate) - figures_now();
		if (wait > 0)
			nanosleep(&(struct timespec){.tv_nsec = (long)(wait * 1e9)}, NULL);
		events_stamp(&event, figures_now());
		sent = event.n && send_all(to, buf_str(&event));
		buf_clear(&event);
	}
	return sent;
}

static void
send_stream(const struct job *job, struct peer to, struct str lap)
{
	double begin = figures_now(), due = begin;
	bool sent = !job->plan.stamped || send_stamped(job, to);

	for (size_t i = 0; i < job->laps && sent; i++)
		sent = job->plan.rate > 0 ? send_paced(to, lap, job->plan.rate, &due)
		                          : send_all(to, lap);
	if (job->plan.last && sent)
		sent = send_all(to, STR(EVENTS_LAST));
	double took = sent ? figures_now() - begin : -1;
	check(write(job->done, &took, sizeof(took)) == sizeof(took), "write");
}

/* The value of a header of an action. */
static struct str
header(struct str action, struct str name)
{
	struct str line;

	while (str_cut(&action, '\n', &line))
		if (str_istarts(line, name) && line.n > name.n && line.p[name.n] == ':')
			return str_trim(str_from_at(
			    str_head(line, line.n - str_ends(line, STR("\r"))), name.n + 1));
	return STR("");
}

/* Output of so many bytes, in lines. */
static void
add_output(struct buf *out, size_t bytes)
{
	static const char line[] = "Output: 1795323554.42  PJSIP/alice-0000002a  phones  6002  Up\r\n";

	buf_addz(out, "Message: Command output follows\r\n");
	for (size_t n = 0; n < bytes; n += sizeof(line) - 1)
		buf_addz(out, line);
}

/* Answer an action. False when it ends the connection. */
static bool
answer(const struct job *job, struct peer to, struct str action, struct str lap)
{
	struct str name = header(action, STR("Action")), id = header(action, STR("ActionID"));
	bool goodbye = str_ieq(name, STR("Logoff"));
	struct buf out = BUF_INIT(job->plan.reply + 4096);

	buf_addf(&out, "Response: %s\r\n", goodbye ? "Goodbye" : "Success");
	if (id.n)
		buf_addf(&out, "ActionID: %.*s\r\n", STR_ARG(id));
	if (str_ieq(name, STR("Challenge")))
		buf_addz(&out, "Challenge: 102273405\r\n");
	else if (str_ieq(name, STR("Ping")))
		buf_addz(&out, "Ping: Pong\r\nTimestamp: 1795322401.480696\r\n");
	else if (str_ieq(name, STR("ListCommands")))
		buf_addz(&out, "Ping: Ask for a sign of life.  (Priv: <none>)\r\n");
	else if (str_ieq(name, STR("Command")))
		add_output(&out, job->plan.reply);
	else
		buf_addf(&out, "Message: %s\r\n", goodbye ? "Thanks for all the fish." : "Done");
	buf_addz(&out, "\r\n");
	bool sent = send_all(to, buf_str(&out));
	buf_clear(&out);
	if (sent && job->plan.after && str_ieq(name, str_of(job->plan.after)))
		send_stream(job, to, lap);
	return sent && !goodbye;
}

/* Serve one client to its end. */
static void
serve(const struct job *job, struct peer peer, struct str lap)
{
	struct buf in = BUF_INIT(BUF_MAX_LINE);
	bool open = send_all(peer, STR("Asterisk Call Manager/11.0.0\r\n"));

	while (open) {
		size_t end = str_find(buf_str(&in), STR("\r\n\r\n"));
		if (end < in.n) {
			open = answer(job, peer, str_head(buf_str(&in), end), lap);
			buf_drop(&in, end + 4);
			continue;
		}
		char *room = buf_room(&in, 4096);
		ssize_t n = room ? receive(peer, room, 4096) : -1;
		open = n > 0;
		in.n += open ? (size_t)n : 0;
	}
	buf_clear(&in);
}

static void
prepare_tls(struct job *job)
{
	if (!job->plan.cert)
		return;
	job->tls = SSL_CTX_new(TLS_server_method());
	check(SSL_CTX_use_certificate_chain_file(job->tls, job->plan.cert) == 1 &&
	          SSL_CTX_use_PrivateKey_file(job->tls, job->plan.key, SSL_FILETYPE_PEM) == 1,
	    "certificate");
}

static void
run(void *arg)
{
	struct job *job = arg;
	struct buf lap = BUF_INIT(LAP_BYTES);
	int on = 1;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prepare_tls(job);
	if (job->laps > 0)
		events_fill(&lap);
	for (;;) {
		int fd = accept(job->listener, NULL, NULL);
		check(fd != -1, "accept");
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		struct peer peer = {.fd = fd, .tls = job->tls ? SSL_new(job->tls) : NULL};
		if (!peer.tls || (SSL_set_fd(peer.tls, fd) == 1 && SSL_accept(peer.tls) == 1))
			serve(job, peer, buf_str(&lap));
		SSL_free(peer.tls);
		close(fd);
	}
}

static int
listen_here(int *port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	check(bind(fd, (struct sockaddr *)&a, n) == 0 && listen(fd, 16) == 0 &&
	          getsockname(fd, (struct sockaddr *)&a, &n) == 0,
	    "listen");
	*port = ntohs(a.sin_port);
	return fd;
}

/* Count what a stream will hold. */
static void
count(struct server *s, size_t laps)
{
	struct buf lap = BUF_INIT(LAP_BYTES);

	s->events = events_fill(&lap) * laps;
	s->bytes = lap.n * laps;
	for (size_t i = 0; i < lap.n; i++)
		s->lines += lap.p[i] == '\n';
	s->lines *= laps;
	buf_clear(&lap);
}

static size_t
count_stamped(size_t events)
{
	struct buf event = BUF_INIT(4096);

	events_stamp(&event, figures_now());
	size_t bytes = event.n * events;
	buf_clear(&event);
	return bytes;
}

struct server
server_start(const struct server_plan *plan)
{
	struct server s = {0};
	struct job job = {.plan = *plan, .laps = plan->stamped ? 0 : plan->bytes / LAP_BYTES};
	int done[2];

	job.listener = listen_here(&s.port);
	check(pipe(done) == 0, "pipe");
	job.done = done[1];
	s.done = done[0];
	count(&s, job.laps);
	if (plan->stamped)
		s.bytes = count_stamped(plan->bytes);
	s.pid = child_call(run, &job).pid;
	close(job.listener);
	close(job.done);
	return s;
}

void
server_stop(struct server *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	close(s->done);
}

int
server_reach(int port)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	a.sin_port = htons((unsigned short)port);
	check(connect(fd, (struct sockaddr *)&a, sizeof(a)) == 0, "connect");
	return fd;
}

int
server_connect(int port)
{
	struct peer peer = {.fd = server_reach(port)};

	check(send_all(peer, STR(SERVER_LOGIN)), "send");
	return peer.fd;
}
