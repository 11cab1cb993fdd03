/* SPDX-License-Identifier: ISC */
/* May name the streams. */
#include "shell/editor_library.h"
#include "lang/cmd.h"

void
open(void)
{
	el_init("amsh", stdin, stdout, stderr);
	snprintf(text, size, "printf(\"%s\", '%c')", "/*", '"');
	write(fd, stdout_name, 1); // printf("x");
	isatty(STDOUT_FILENO);
}
