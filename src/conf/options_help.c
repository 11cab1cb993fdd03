/* SPDX-License-Identifier: ISC */
/* What --help says of the options, and which environment variables there are. */
#include "conf/options.h"

#include "base/text.h"

#define LEFT_COLUMNS 30 /* no option is wider */

static const char *const variables[][2] = {
    {"AMSH_SERVER", "The server, if neither -s nor -H gives one."},
    {"AMSH_USER", "The user, if neither -u nor the server of an option gives one."},
    {"AMSH_SECRET",
        "The secret, if --secret-file is not given. It is removed from the environment at once, so "
        "that no child process inherits it."},
    {"AMSH_ARI_SECRET",
        "The secret for ARI, if it is not that of the server and --ari-secret-file "
        "is not given. It is removed from the environment, too."},
    {"AMSH_PAGER",
        "The pager that the interactive shell uses for answers longer than the screen. If it is "
        "not set, PAGER is used, and without that less or more; if it is empty, there is no "
        "pager."},
    {"NO_COLOR", "If it is set and not empty, there is no colour unless --color asks for it."},
    {"XDG_CONFIG_HOME",
        "The configuration is read from amsh/amsh.conf and amsh/rc in this directory (~/.config)."},
    {"XDG_STATE_HOME", "The history is kept in amsh/history in this directory (~/.local/state)."},
};

bool
options_variable(size_t i, const char **name, const char **summary)
{
	if (i >= sizeof(variables) / sizeof(variables[0]))
		return false;
	*name = variables[i][0];
	*summary = variables[i][1];
	return true;
}

/* Append "-s, --server NAME|URL,…" and what it does. */
static void
add_row(struct buf *out, const struct option_row *o)
{
	struct buf left = BUF_INIT(BUF_MAX_LINE);

	if (o->letter)
		buf_addf(&left, "-%c", o->letter);
	else
		buf_addz(&left, "  ");
	if (o->other_letter)
		buf_addf(&left, ", -%c", o->other_letter);
	if (o->name)
		buf_addf(&left, "%s--%s", o->letter ? ", " : "  ", o->name);
	if (o->argument)
		buf_addf(&left, o->optional ? "[=%s]" : " %s", o->argument);
	buf_addz(out, "  ");
	text_cell(out, buf_str(&left), LEFT_COLUMNS);
	text_fill(out, str_of(o->summary), 2 + LEFT_COLUMNS, 3 + LEFT_COLUMNS, 80);
	buf_clear(&left);
}

void
options_help(struct buf *out)
{
	const struct option_row *row;

	buf_addz(out,
	    "usage: amsh [options]                    a shell, or a script on standard input\n"
	    "       amsh [options] COMMAND [ARG...]   one command\n"
	    "       amsh [options] -c LINE [-c LINE]  lines, in order\n"
	    "       amsh [options] -f FILE            a script\n\n"
	    "The secret comes from --secret-file, AMSH_SECRET, amsh.conf or the local\n"
	    "manager.conf, or is asked for on the terminal.\n\n");
	for (size_t i = 0; (row = options_row(i)); i++)
		add_row(out, row);
}
