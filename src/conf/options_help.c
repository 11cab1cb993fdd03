/* SPDX-License-Identifier: ISC */
/* What --help says of the options, and which environment variables there are. */
#include "conf/options.h"

#include "base/text.h"

#define LEFT_COLUMNS 30 /* no option is wider */

static const char *const variables[][2] = {
    {"AMSH_SERVER", "The server, when neither -s nor -H names one."},
    {"AMSH_USER", "The user, when neither -u nor the server of an option names one."},
    {"AMSH_SECRET",
        "The secret, when there is no --secret-file. It is taken out of the environment "
        "at once, so that no child process inherits it."},
    {"AMSH_PAGER",
        "The pager of the interactive shell, for answers longer than the screen. Without "
        "it PAGER is used. Empty means none."},
    {"NO_COLOR", "When it is set and not empty, there is no colour unless --color asks for it."},
    {"XDG_CONFIG_HOME",
        "The configuration is read from amsh/amsh.conf and amsh/rc below it, or below ~/.config."},
    {"XDG_STATE_HOME", "The history is kept in amsh/history below it, or below ~/.local/state."},
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
	buf_addf(out, " %s\n", o->summary);
	buf_clear(&left);
}

void
options_help(struct buf *out)
{
	struct option_row row;

	buf_addz(out,
	    "usage: amsh [options]                    a shell, or a script from standard input\n"
	    "       amsh [options] COMMAND [ARG...]   one command\n"
	    "       amsh [options] -c LINE [-c LINE]  lines, in order\n"
	    "       amsh [options] -f FILE            a script\n"
	    "\n"
	    "The secret comes from --secret-file, AMSH_SECRET, amsh.conf, the local manager.conf\n"
	    "or a question on the terminal.\n"
	    "\n");
	for (size_t i = 0; options_row(i, &row); i++)
		add_row(out, &row);
}
