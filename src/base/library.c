/* SPDX-License-Identifier: ISC */
/* Opens shared libraries at run time. Knows none of them. */
#include "base/library.h"

#include <dlfcn.h>
#include <pthread.h>

/* The loader's last error. */
static const char *
reason(void)
{
	const char *text = dlerror();

	return text ? text : "unknown reason";
}

static void *
open_first(const char *const *names)
{
	void *library = NULL;

	for (size_t i = 0; names[i] && !library; i++)
		library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);
	return library;
}

static int
load(const struct library *l, struct err *err)
{
	void *library = open_first(l->names);

	if (!library)
		return err_set(
		    err, ERR_USAGE, "%s is needed and cannot be used: %s", l->what, reason());
	for (size_t i = 0; i < l->n; i++) {
		void *symbol = dlsym(library, l->symbols[i].name);
		if (!symbol)
			return err_set(err, ERR_USAGE, "%s is too old or too new: %s", l->what,
			    reason());
		memcpy((char *)l->table + l->symbols[i].at, &symbol, sizeof(symbol));
	}
	return l->start ? l->start(err) : 0;
}

int
library_open(struct library *l, struct err *err)
{
	static pthread_mutex_t opening = PTHREAD_MUTEX_INITIALIZER;

	pthread_mutex_lock(&opening);
	if (!l->tried)
		load(l, &l->failure);
	l->tried = true;
	pthread_mutex_unlock(&opening);
	if (l->failure.kind == ERR_NONE)
		return 0;
	*err = l->failure;
	return -1;
}
