/* SPDX-License-Identifier: ISC */
/*
 * The login's states and refusals. The secret and its MD5 leave this file only in the block to
 * send; every copy made on the way is wiped.
 */
#include "ami/login.h"

#include "ami/action.h"
#include "ami/md5.h"
#include "base/mem.h"

enum state {
	WANT_BANNER,
	WANT_CHALLENGE,
	WANT_VERDICT,
};

/* Replies of servers that do not know Challenge or refuse it. */
static const char *const no_challenge[] = {
    "Must specify AuthType",
    "Invalid/unknown command",
    "Permission denied",
};

void
login_init(struct login *l, const struct login_options *options)
{
	l->options = options;
	l->state = WANT_BANNER;
	l->challenged = false;
}

static enum login_step
refused(const struct login *l, struct str why, struct err *err)
{
	struct str user = l->options->user, from = l->options->secret_from;
	bool tried = l->state == WANT_VERDICT && from.n;

	err_set(err, ERR_LOGIN, "login as %.*s refused: %.*s%s%.*s%s", STR_ARG(user), STR_ARG(why),
	    tried ? " (secret from " : "", tried ? (int)from.n : 0, from.p, tried ? ")" : "");
	return LOGIN_FAILED;
}

/* Start an action of the login; its ActionID is the connection's prefix and a suffix. */
static int
begin(const struct login *l, struct action *a, struct str name, const char *suffix, struct err *err)
{
	struct buf id = BUF_INIT(ACTION_MAX_LINE);

	if (l->options->id.n) {
		buf_adds(&id, l->options->id);
		buf_addz(&id, suffix);
	}
	int done = action_init(a, name, buf_str(&id), err);
	buf_clear(&id);
	return done;
}

/* End an action and append its block, if there is one. */
static enum login_step
finish(struct action *a, int made, struct buf *out, struct err *err)
{
	if (made == 0) {
		action_end(a);
		made = buf_adds(out, buf_str(&a->wire));
		if (made < 0)
			err_set(err, ERR_USAGE, "the login is too long to send");
	}
	action_clear(a);
	return made == 0 ? LOGIN_SEND : LOGIN_FAILED;
}

static enum login_step
send_challenge(struct login *l, struct buf *out, struct err *err)
{
	struct action a;

	if (begin(l, &a, STR("Challenge"), "challenge", err) < 0)
		return LOGIN_FAILED;
	l->state = WANT_CHALLENGE;
	return finish(&a, action_header(&a, STR("AuthType"), STR("MD5"), err), out, err);
}

/* Send Login with the proof of identity: the key, or the secret itself. */
static enum login_step
send_login(struct login *l, bool md5, struct str proof, struct buf *out, struct err *err)
{
	const struct login_options *o = l->options;
	struct action a;

	if (begin(l, &a, STR("Login"), "login", err) < 0)
		return LOGIN_FAILED;
	l->state = WANT_VERDICT;
	int made = action_header(&a, STR("Username"), o->user, err);
	if (made == 0 && md5)
		made = action_header(&a, STR("AuthType"), STR("MD5"), err);
	if (made == 0)
		made = action_header(&a, md5 ? STR("Key") : STR("Secret"), proof, err);
	if (made == 0 && o->events.n)
		made = action_header(&a, STR("Events"), o->events, err);
	return finish(&a, made, out, err);
}

static enum login_step
send_plain(struct login *l, struct buf *out, struct err *err)
{
	return send_login(l, false, l->options->secret, out, err);
}

/* Send the MD5 of challenge and secret, as md5_auth in main/manager.c expects it. */
static enum login_step
send_key(struct login *l, struct str challenge, struct buf *out, struct err *err)
{
	enum login_step step = LOGIN_FAILED;
	char hex[MD5_HEX + 1];
	struct buf both;

	l->challenged = true;
	buf_init_secret(&both, challenge.n + BUF_MAX_SECRET);
	buf_adds(&both, challenge);
	buf_adds(&both, l->options->secret);
	if (md5_hex(buf_str(&both), hex, err) == 0)
		step = send_login(l, true, str_from(hex, MD5_HEX), out, err);
	buf_clear(&both);
	mem_wipe(hex, sizeof(hex));
	return step;
}

static enum login_step
after_banner(struct login *l, const struct msg *m, struct buf *out, struct err *err)
{
	if (m->kind != MSG_BANNER) {
		err_set(err, ERR_CONNECT,
		    "the server answered before its banner: not an AMI server?");
		return LOGIN_FAILED;
	}
	if (l->options->auth == AUTH_PLAIN)
		return send_plain(l, out, err);
	return send_challenge(l, out, err);
}

/* The text of a refusal; the Response itself when the server gave none. */
static struct str
reason(const struct msg *m)
{
	struct str text;

	return msg_find(m, STR("Message"), &text) && text.n ? text : msg_title(m);
}

/* Take an answer other than the expected one. */
static enum login_step
fail(const struct login *l, const struct msg *m, struct err *err)
{
	struct str why = reason(m);

	if (str_ieq(why, STR("Asterisk is shutting down"))) {
		err_set(err, ERR_CONNECT, "%.*s, try again", STR_ARG(why));
		return LOGIN_FAILED;
	}
	return refused(l, why, err);
}

static bool
lacks_challenge(struct str why)
{
	for (size_t i = 0; i < sizeof(no_challenge) / sizeof(no_challenge[0]); i++)
		if (str_istarts(why, str_of(no_challenge[i])))
			return true;
	return false;
}

/* The server has no MD5 login: fall back to the plain secret where nobody can read it in transit.
 * An attacker who can change the server's data could ask for it by forging this answer. */
static enum login_step
without_challenge(struct login *l, const struct msg *m, struct buf *out, struct err *err)
{
	struct str why = reason(m), user = l->options->user;

	if (!lacks_challenge(why))
		return fail(l, m, err);
	if (l->options->auth == AUTH_MD5)
		err_set(err, ERR_LOGIN, "login as %.*s refused: no MD5 challenge: %.*s",
		    STR_ARG(user), STR_ARG(why));
	else if (!l->options->private)
		err_set(err, ERR_LOGIN,
		    "login as %.*s: plain over an unencrypted connection is refused unless --auth "
		    "plain asks for it (no MD5 challenge: %.*s)",
		    STR_ARG(user), STR_ARG(why));
	else
		return send_plain(l, out, err);
	return LOGIN_FAILED;
}

static enum login_step
after_challenge(struct login *l, const struct msg *m, struct buf *out, struct err *err)
{
	struct str challenge = msg_get(m, STR("Challenge"));

	if (!msg_is(m, MSG_RESPONSE, STR("Success")))
		return without_challenge(l, m, out, err);
	if (challenge.n == 0)
		return refused(l, STR("the server's challenge is empty"), err);
	return send_key(l, challenge, out, err);
}

enum login_step
login_feed(struct login *l, const struct msg *m, struct buf *out, struct err *err)
{
	if (l->state == WANT_BANNER)
		return after_banner(l, m, out, err);
	if (m->kind != MSG_RESPONSE)
		return LOGIN_WAIT;
	if (l->state == WANT_CHALLENGE)
		return after_challenge(l, m, out, err);
	if (!msg_is(m, MSG_RESPONSE, STR("Success")))
		return fail(l, m, err);
	return LOGIN_DONE;
}

const char *
login_way(const struct login *l)
{
	return l->challenged ? "MD5 challenge" : "plain secret";
}

int
login_eof(const struct login *l, struct err *err)
{
	if (l->state == WANT_BANNER)
		return err_set(err, ERR_CONNECT,
		    "the server closed the connection before its banner: it has too many open "
		    "logins or is shutting down, try again");
	return err_set(err, ERR_CONNECT,
	    "the server closed the connection before it answered the %s, try again",
	    l->state == WANT_CHALLENGE ? "challenge" : "login");
}
