/* SPDX-License-Identifier: ISC */
/* Running lines for tests. */
#include "scene.h"

#include <check.h>
#include <unistd.h>

#include "../base/streams.h"
#include "../expect.h"
#include "base/out.h"
#include "client/connect.h"
#include "script/script.h"

struct client *scene;
struct options scene_options;

void
scene_open(void)
{
	char name[] = "amsh", *argv[] = {name, NULL};
	struct err err;

	streams_save();
	streams_to_file(STDOUT_FILENO);
	streams_to_file(STDERR_FILENO);
	out_init();
	ck_assert_int_eq(options_parse(&scene_options, 1, argv, &err), 0);
	scene = client_new(&scene_options, NULL);
}

void
scene_close(void)
{
	client_free(scene);
	options_clear(&scene_options);
	streams_restore();
}

int
scene_run(const char *line)
{
	return script_run_line(scene, str_of(line), "test", 7);
}

struct buf
scene_printed(int fd)
{
	out_flush();
	struct buf printed = streams_written(fd);
	streams_to_file(fd);
	return printed;
}

void
scene_expect(const char *line, int status, const char *out, const char *err)
{
	int came = scene_run(line);
	struct buf printed = scene_printed(STDOUT_FILENO), said = scene_printed(STDERR_FILENO);

	ck_assert_msg(came == status && str_eq(buf_str(&printed), str_of(out)) &&
	        str_eq(buf_str(&said), str_of(err)),
	    "%s: expected %d, \"%s\", \"%s\", came %d, \"%s\", \"%s\"", line, status,
	    expect_shown(str_of(out)), expect_shown(str_of(err)), came,
	    expect_shown(buf_str(&printed)), expect_shown(buf_str(&said)));
	buf_clear(&printed);
	buf_clear(&said);
}
