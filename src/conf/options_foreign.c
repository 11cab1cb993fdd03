/* SPDX-License-Identifier: ISC */
/* Options of asterisk, psql, ssh, mysql, redis-cli and curl that fingers type here. */
#include "conf/options_impl.h"

#define SECRET                                                                                     \
	"a secret on the command line could be seen by everyone on this machine: use "             \
	"AMSH_SECRET, --secret-file or amsh.conf"
#define CONSOLE "amsh alone opens the shell, amsh cli LINE runs a console command"
#define TSV     "use -o tsv"

static const struct {
	const char *name;
	const char *instead;
} foreign[] = {
    {"r", CONSOLE}, {"R", CONSOLE}, {"rx", CONSOLE},
    {"U", "use -u USER"}, {"l", "use -u USER"}, {"username", "use --user USER"},
    {"P", SECRET}, {"a", SECRET}, {"W", SECRET}, {"password", SECRET}, {"pass", SECRET},
    {"secret", SECRET}, {"i", "use --secret-file FILE for the secret, --tls-key FILE for a key"},
    {"csv", TSV}, {"tsv", TSV}, {"raw", "use -o raw"},
    {"command", "use -c LINE"}, {"execute", "use -c LINE"},
    {"cacert", "use --tls-ca FILE"},
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
