/* SPDX-License-Identifier: ISC */
/*
 * pbxsim: a little PBX that speaks AMI and ARI, for the demonstration and for tests. Reads the options,
 * builds the PBX, says where it listens, serves.
 */
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <openssl/rand.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "ari.h"
#include "base/err.h"
#include "base/mem.h"
#include "calls.h"
#include "channel.h"
#include "db.h"
#include "device.h"
#include "faults.h"
#include "queue.h"
#include "server.h"
#include "timer.h"
#include "tls.h"
#include "variable.h"

enum option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_FLAG };

struct option_row {
	const char *name;
	enum option_kind kind;
	size_t offset; /* in struct sim_options */
	long max;
	const char *value;
	const char *help;
};

#define OPTION(member) offsetof(struct sim_options, member)

static const struct option_row rows[] = {
    {"secret-file", OPTION_TEXT, OPTION(secret_file), 0, "FILE",
        "the secret of every account; made if it is not there"},
    {"ca", OPTION_TEXT, OPTION(ca_file), 0, "FILE", "write the certificate authority there"},
    {"env", OPTION_TEXT, OPTION(env_file), 0, "FILE", "write where it listens, for a shell"},
    {"port", OPTION_NUMBER, OPTION(port), 65535, "N", "plain AMI (a free one)"},
    {"tls-port", OPTION_NUMBER, OPTION(tls_port), 65535, "N", "AMI over TLS (a free one)"},
    {"http-port", OPTION_NUMBER, OPTION(http_port), 65535, "N", "ARI over HTTP (a free one)"},
    {"https-port", OPTION_NUMBER, OPTION(https_port), 65535, "N", "ARI over HTTPS (a free one)"},
    {"loopback-net", OPTION_FLAG, OPTION(loopback_net), 0, "",
        "be at every address 127.x.y.z, which makes it as many servers"},
    {"with-parent", OPTION_FLAG, OPTION(with_parent), 0, "", "end when standard input does"},
    {"ami-version", OPTION_TEXT, OPTION(ami_version), 0, "V",
        "in the banner (11.0.0); below 3 Command answers as it did then, below 2 lists "
	"too, below 1.3 Hangup takes no expression"},
    {"auth-delay", OPTION_NUMBER, OPTION(auth_delay), 600000, "MS",
        "from a refused login to the end (1000)"},
    {"auth-timeout", OPTION_NUMBER, OPTION(auth_timeout), 86400, "S", "without a login (30)"},
    {"write-timeout", OPTION_NUMBER, OPTION(write_timeout), 600000, "MS",
        "until a slow reader is dropped (100); 0: never"},
    {"answer-after", OPTION_NUMBER, OPTION(answer_after), 600000, "MS",
        "how long phones ring (100)"},
    {"talk-time", OPTION_NUMBER, OPTION(talk_time), 86400000, "MS",
        "mean length of made-up calls (20000)"},
    {"phones", OPTION_NUMBER, OPTION(phones), 9000, "N", "made-up phones, PJSIP/1000 on (20)"},
    {"calls-per-minute", OPTION_NUMBER, OPTION(calls_per_minute), 60000, "N", "made-up calls (0)"},
    {"restart-time", OPTION_NUMBER, OPTION(restart_time), 600000, "MS",
        "what `core restart now` takes (300)"},
    {"seed", OPTION_NUMBER, OPTION(seed), 1L << 60, "N", "of everything made up (1)"},
    {"epoch", OPTION_NUMBER, OPTION(epoch), 1L << 40, "S",
        "what the clock says at the start (the real time)"},
};

#define ROWS  (sizeof(rows) / sizeof(*rows))
#define EXTRA 3

static struct option long_options[ROWS + EXTRA + 1];

static void
usage(FILE *out)
{
	fprintf(out, "usage: pbxsim [--OPTION[=VALUE]]...\n");
	for (size_t i = 0; i < ROWS; i++)
		fprintf(out, "  --%s%s%s\n        %s\n", rows[i].name, *rows[i].value ? " " : "",
		    rows[i].value, rows[i].help);
	fprintf(out,
	    "  --fault NAME=VALUE[,NAME=VALUE]...\n        for new connections: see faults.h\n"
	    "  --fault-times N\n        only for the first N connections\n"
	    "  --help\n");
}

static void
fill_long_options(void)
{
	static const struct option extra[EXTRA] = {
	    {"fault", required_argument, NULL, ROWS},
	    {"fault-times", required_argument, NULL, ROWS + 1},
	    {"help", no_argument, NULL, ROWS + 2},
	};

	for (size_t i = 0; i < ROWS; i++)
		long_options[i] = (struct option){rows[i].name,
		    rows[i].kind == OPTION_FLAG ? no_argument : required_argument, NULL, (int)i};
	memcpy(long_options + ROWS, extra, sizeof(extra));
}

static int
set_option(struct sim *sim, const struct option_row *row, const char *value, struct err *err)
{
	void *at = (char *)&sim->opt + row->offset;

	switch (row->kind) {
	case OPTION_TEXT:
		*(const char **)at = value;
		break;
	case OPTION_FLAG:
		*(bool *)at = true;
		break;
	case OPTION_NUMBER:
		if (!str_number(str_of(value), 0, row->max, (long *)at))
			return err_set(err, ERR_USAGE, "--%s %s: not a number from 0 to %ld",
			    row->name, value, row->max);
	}
	return 0;
}

static int
set_fault(struct sim *sim, const char *spec, struct err *err)
{
	struct faults trial = {.banner = BANNER_WHOLE};
	int failed = sim_faults_read(&trial, spec, err);

	sim_faults_clear(&trial);
	sim->faults->spec = spec;
	return failed;
}

static int
read_options(struct sim *sim, int argc, char **argv, struct err *err)
{
	int option;

	fill_long_options();
	while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
		int failed = 0;
		if (option == ROWS)
			failed = set_fault(sim, optarg, err);
		else if (option == ROWS + 1)
			sim->faults->times = strtol(optarg, NULL, 10);
		else if (option == ROWS + 2) {
			usage(stdout);
			exit(0);
		} else if (option >= 0 && (size_t)option < ROWS)
			failed = set_option(sim, &rows[option], optarg, err);
		else
			failed = err_set(err, ERR_USAGE, "see pbxsim --help");
		if (failed)
			return -1;
	}
	return optind == argc ? 0 : err_set(err, ERR_USAGE, "%s: not an option", argv[optind]);
}

/* Make a secret and put it into the file. */
static int
make_secret(struct sim *sim, const char *path, struct err *err)
{
	unsigned char random[16];
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

	if (fd < 0 || RAND_bytes(random, sizeof(random)) != 1)
		return err_set(err, ERR_USAGE, "%s: %s", path, strerror(errno));
	sim->secret = mem_alloc(2 * sizeof(random) + 1);
	for (size_t i = 0; i < sizeof(random); i++)
		snprintf(sim->secret + 2 * i, 3, "%02x", random[i]);
	dprintf(fd, "%s\n", sim->secret);
	return close(fd) ? err_set(err, ERR_USAGE, "%s: %s", path, strerror(errno)) : 0;
}

static int
take_secret(struct sim *sim, struct err *err)
{
	const char *path = sim->opt.secret_file;
	char line[512] = "";

	if (!path)
		return err_set(err, ERR_USAGE, "--secret-file is missing");
	FILE *file = fopen(path, "r");
	if (!file)
		return make_secret(sim, path, err);
	bool got = fgets(line, sizeof(line), file);
	fclose(file);
	line[strcspn(line, "\r\n")] = '\0';
	sim->secret = mem_strdup(line);
	return got && *line ? 0 : err_set(err, ERR_USAGE, "%s: no secret in it", path);
}

static int
write_env(const struct sim *sim, struct err *err)
{
	FILE *file = fopen(sim->opt.env_file, "w");

	if (!file)
		return err_set(err, ERR_USAGE, "%s: %s", sim->opt.env_file, strerror(errno));
	fprintf(file,
	    "PBX_KIND=pbxsim\nPBX_HOST=127.0.0.1\nPBX_AMI_PORT=%d\nPBX_TLS_PORT=%d\n"
	    "PBX_HTTP_PORT=%d\nPBX_HTTPS_PORT=%d\n"
	    "PBX_CA='%s'\nPBX_CERT_SHA256=%s\nPBX_USER=hello\nPBX_SECRET_FILE='%s'\nPBX_PID=%ld\n",
	    sim->port[0], sim->port[1], sim->port[2], sim->port[3],
	    sim->opt.ca_file ? sim->opt.ca_file : "",
	    sim->tls->fingerprint, sim->opt.secret_file, (long)getpid());
	if (fclose(file))
		return err_set(err, ERR_USAGE, "%s: %s", sim->opt.env_file, strerror(errno));
	return 0;
}

/* What follows from the options. */
static void
derive(struct sim *sim)
{
	long major = strtol(sim->opt.ami_version, NULL, 10);

	sim->old_output = major < 3;
	sim->old_lists = major < 2;
	sim->has_match_criteria = major >= 11;
	sim->hangs_up_regex = strtod(sim->opt.ami_version, NULL) >= 1.3;
	sim->random = (uint64_t)sim->opt.seed;
	if (sim->opt.epoch)
		sim->wall_offset = (int64_t)sim->opt.epoch * 1000000 - sim_wall(sim);
	sim->started = sim_wall(sim);
	buf_init(&sim->event, BUF_MAX_MESSAGE);
}

static int
start(struct sim *sim, struct err *err)
{
	derive(sim);
	if (take_secret(sim, err))
		return -1;
	sim->tls = sim_tls_new(sim->opt.ca_file, err);
	if (!sim->tls || sim_server_open(sim, err))
		return -1;
	sim_ari_start(sim);
	sim_phones_make(sim);
	sim_queues_make(sim);
	sim_globals_make(sim);
	sim_calls_start(sim);
	if (sim->opt.env_file && write_env(sim, err))
		return -1;
	printf("ready ami=%d amis=%d http=%d https=%d\n", sim->port[0], sim->port[1], sim->port[2],
	    sim->port[3]);
	return fflush(stdout) ? err_set(err, ERR_USAGE, "standard output cannot be written") : 0;
}

static void
finish(struct sim *sim)
{
	sim->stopping = true;
	sim_server_close(sim);
	do {
		sim_channels_clear(sim);
		sim_timers_clear(sim);
	} while (sim->channels);
	sim_channels_reap(sim);
	sim_ari_free(sim);
	sim_queues_free(sim);
	sim_phones_free(sim);
	sim_globals_free(sim);
	sim_db_free(sim);
	sim_tls_free(sim->tls);
	buf_clear(&sim->event);
	free(sim->secret);
}

int
main(int argc, char **argv)
{
	struct fault_plan faults = {.times = -1};
	struct sim sim = {
	    .opt = {.ami_version = "11.0.0",
	        .auth_delay = 1000,
	        .auth_timeout = 30,
	        .write_timeout = 100,
	        .answer_after = 100,
	        .talk_time = 20000,
	        .phones = 20,
	        .restart_time = 300,
	        .seed = 1},
	    .listener = {-1, -1, -1, -1, -1, -1, -1, -1},
	    .faults = &faults,
	};
	struct err err;

	if (read_options(&sim, argc, argv, &err) || start(&sim, &err)) {
		fprintf(stderr, "pbxsim: %s\n", err.text);
		finish(&sim);
		return err_exit_status(err.kind);
	}
	sim_server_run(&sim);
	finish(&sim);
	return 0;
}
