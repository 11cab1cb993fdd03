/* SPDX-License-Identifier: ISC */
/* What a Response says of its action. */
#ifndef AMI_REPLY_H
#define AMI_REPLY_H

#include "ami/msg.h"

/* Does it say that the action failed? Up to 13 a console command that does not exist is answered by
 * `Response: Follows` and the console's own words (main/cli.c, ast_cli_command_full()). */
bool reply_is_error(const struct msg *m);

#endif
