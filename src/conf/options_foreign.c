/* SPDX-License-Identifier: ISC */
/* Options of asterisk, psql, ssh, mysql, redis-cli and curl that fingers type here. */
#include "conf/options_impl.h"

#define SECRET                                                                                     \
	"a secret on the command line could be seen by everybody on this machine: AMSH_SECRET, "   \
	"--secret-file or amsh.conf gives it"
#define CONSOLE "amsh alone opens the shell, amsh cli LINE runs a line of Asterisk's console"
#define TSV     "-o tsv prints tab-separated values"

static const struct {
	const char *name;
	const char *instead;
} foreign[] = {
    {"r", CONSOLE}, {"R", CONSOLE}, {"rx", CONSOLE},
    {"U", "-u USER logs in"}, {"l", "-u USER logs in"}, {"username", "--user USER logs in"},
    {"P", SECRET}, {"a", SECRET}, {"W", SECRET}, {"password", SECRET}, {"pass", SECRET},
    {"secret", SECRET}, {"i", "--secret-file FILE gives the secret, --tls-key FILE a key"},
    {"csv", TSV}, {"tsv", TSV}, {"raw", "-o raw prints what came"},
    {"command", "-c LINE runs a line"}, {"execute", "-c LINE runs a line"},
    {"cacert", "--tls-ca FILE trusts these authorities"},
};

#define FOREIGN (sizeof(foreign) / sizeof(foreign[0]))

static const char *
find(struct str name)
{
	for (size_t i = 0; i < FOREIGN; i++)
		if (str_eq(name, str_of(foreign[i].name)))
			return foreign[i].instead;
	return NULL;
}

bool
options_is_foreign(struct str name)
{
	return find(name) != NULL;
}

const char *
options_instead(struct str name)
{
	const char *instead = find(name);

	return instead ? instead : "--help lists the options";
}
