/* SPDX-License-Identifier: ISC */
/*
 * ARI: the tables of what can be asked, and a request on its way through them. The shape of every
 * answer, its status and its message are those that Asterisk 22.10 was seen to give.
 */
#ifndef PBXSIM_ARI_H
#define PBXSIM_ARI_H

#include "base/buf.h"
#include "http.h"
#include "sim.h"

#define ARI_PARAMS 64
#define ARI_WORDS  8

struct ari_param {
	char *name;
	char *value;
	bool variable; /* of the body's object "variables" */
};

/* A request that is being answered. */
struct ari_request {
	struct sim *sim;
	struct http *http;
	const struct http_request *in;
	bool reader; /* the account may only look */
	char *word[ARI_WORDS]; /* of the path after /ari, decoded */
	size_t words;
	struct ari_param param[ARI_PARAMS]; /* of the query, a form, or a body of JSON */
	size_t params;
	struct buf out; /* the answer's JSON */
};

/*
 * An operation. The words of params are those of the query and the body: NAME, then ! if it has to be
 * there, * if there may be several, :TYPE if it is no string, (A|B) if only these will do; one of type
 * object is the body. errors is "404 Text;409 Text".
 */
struct ari_operation {
	const char *method;
	const char *path; /* "/channels/{channelId}" */
	const char *nickname;
	const char *returns; /* "List[Channel]"; "void": nothing */
	const char *params;
	const char *errors;
	const char *summary;
	void (*run)(struct ari_request *q);
};

/* The operations of each kind of thing, ended by one without a method. */
extern const struct ari_operation sim_ari_applications[], sim_ari_asterisk[], sim_ari_bridges[],
    sim_ari_channels[], sim_ari_device_states[], sim_ari_endpoints[], sim_ari_events[],
    sim_ari_playbacks[], sim_ari_recordings[], sim_ari_sounds[];

struct ari_resource {
	const char *name; /* "channels": its page of api-docs, too */
	const char *about;
	const struct ari_operation *operations;
};

extern const struct ari_resource sim_ari_resources[]; /* ended by one without a name */

/* Answer a request for whatever path. */
void sim_ari_run(struct http *h, const struct http_request *request);

/* The connection ends: its programs are gone. */
void sim_ari_lost(struct sim *sim, struct http *h);

void sim_ari_start(struct sim *sim);
void sim_ari_free(struct sim *sim);

/* The parameter of that name, "" without it. */
const char *sim_ari_param(const struct ari_request *q, const char *name);
bool sim_ari_has(const struct ari_request *q, const char *name);

/* Answer with q->out, with nothing, with {"message": …} */
void sim_ari_ok(struct ari_request *q);
void sim_ari_created(struct ari_request *q);
void sim_ari_done(struct ari_request *q);
void sim_ari_error(struct ari_request *q, int status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The channel that the path names, or NULL after an answer of 404; sim_ari_in_stasis also wants it to
 * be in a program's hands. */
struct channel *sim_ari_channel(struct ari_request *q);
struct channel *sim_ari_in_stasis(struct ari_request *q);

/* Read the parameters of a body of JSON. False: it is none. */
bool sim_ari_body(struct ari_request *q, struct str text);
void sim_ari_param_add(struct ari_request *q, struct str name, struct str value, bool variable);

/* Answer with a page of the documentation: "channels.json". */
void sim_ari_docs(struct ari_request *q, const char *page);

#endif
