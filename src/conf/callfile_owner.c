/* SPDX-License-Identifier: ISC */
/* Users and groups of this machine, and which of them must own a call file. */
#include "conf/callfile_owner.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"

#define ID_MAX 0x7fffffff /* of users and groups */

/* A user, by name or number. A user with a name sets the group too. */
static bool
find_user(struct callfile_owner *o, struct str user)
{
	char *name = mem_strndup(user);
	const struct passwd *p = getpwnam(name);
	long id;

	free(name);
	if (p) {
		o->uid = p->pw_uid;
		o->gid = p->pw_gid;
	} else if (str_number(user, 0, ID_MAX, &id)) {
		o->uid = (uid_t)id;
	} else {
		return false;
	}
	return true;
}

/* A group, by name or number. */
static bool
find_group(struct callfile_owner *o, struct str group)
{
	char *name = mem_strndup(group);
	const struct group *g = getgrnam(name);
	long id;

	free(name);
	if (g)
		o->gid = g->gr_gid;
	else if (str_number(group, 0, ID_MAX, &id))
		o->gid = (gid_t)id;
	else
		return false;
	return true;
}

/* USER, USER:GROUP or :GROUP. */
static int
read_owner(struct callfile_owner *o, const char *text, struct err *err)
{
	struct str group = str_of(text), user = STR("");

	str_cut(&group, ':', &user);
	if ((user.n && !find_user(o, user)) || (group.n && !find_group(o, group)) ||
	    user.n + group.n == 0)
		return err_set(err, ERR_USAGE, "no such user or group: %s", text);
	return 0;
}

/* Append the name of a user or group, or the number of one without. */
static void
name_user(struct buf *out, uid_t uid)
{
	const struct passwd *p = getpwuid(uid);

	if (p)
		buf_addz(out, p->pw_name);
	else
		buf_addf(out, "%ld", (long)uid);
}

static void
name_group(struct buf *out, gid_t gid)
{
	const struct group *g = getgrgid(gid);

	if (g)
		buf_addz(out, g->gr_name);
	else
		buf_addf(out, "%ld", (long)gid);
}

/* Is the user in the group, by its own entry or by the group's? */
static bool
is_member(uid_t uid, gid_t gid)
{
	const struct passwd *p = getpwuid(uid);
	bool member = p && p->pw_gid == gid;
	char *name = p ? mem_strdup(p->pw_name) : NULL;
	const struct group *g = name ? getgrgid(gid) : NULL;

	for (char **m = g ? g->gr_mem : NULL; m && *m && !member; m++)
		member = strcmp(*m, name) == 0;
	free(name);
	return member;
}

/* Asterisk could not read the file. */
static int
refuse(const struct callfile_owner *o, const struct stat *spool, struct err *err)
{
	struct buf owner = BUF_INIT(BUF_MAX_LINE), asterisk = BUF_INIT(BUF_MAX_LINE);

	name_user(&owner, o->uid);
	buf_addc(&owner, ':');
	name_group(&owner, o->gid);
	name_user(&asterisk, spool->st_uid);
	err_set(err, ERR_USAGE,
	    "a call file owned by %s could not be read by Asterisk, which runs as %s: run amsh as "
	    "root or as %s, or give a group of %s with --group",
	    buf_z(&owner), buf_z(&asterisk), buf_z(&asterisk), buf_z(&asterisk));
	buf_clear(&owner);
	buf_clear(&asterisk);
	return -1;
}

int
callfile_choose_owner(struct callfile_owner *o, const struct callfile_place *place,
    const struct stat *spool, struct err *err)
{
	*o = (struct callfile_owner){.uid = spool->st_uid, .gid = spool->st_gid, .mode = 0600};
	if (geteuid() != 0)
		o->uid = geteuid(); /* nobody else can give files away */
	if (place->owner && read_owner(o, place->owner, err) < 0)
		return -1;
	if (place->group && !find_group(o, str_of(place->group)))
		return err_set(err, ERR_USAGE, "no such group: %s", place->group);
	if (o->uid == spool->st_uid || spool->st_uid == 0)
		return 0;
	o->mode = 0660;
	return is_member(spool->st_uid, o->gid) ? 0 : refuse(o, spool, err);
}

int
callfile_give(int fd, const struct callfile_owner *o, struct err *err)
{
	struct buf owner = BUF_INIT(BUF_MAX_LINE);
	struct stat st;

	if (fstat(fd, &st) < 0)
		return err_set(err, ERR_USAGE, "%s", strerror(errno));
	bool theirs = st.st_uid == o->uid && st.st_gid == o->gid;
	if ((theirs || fchown(fd, o->uid, o->gid) == 0) && fchmod(fd, o->mode) == 0)
		return 0;
	int number = errno;
	name_user(&owner, o->uid);
	buf_addc(&owner, ':');
	name_group(&owner, o->gid);
	err_set(err, ERR_USAGE,
	    "cannot give it to %s, as Asterisk needs it (root and members of the group can): %s",
	    buf_z(&owner), strerror(number));
	buf_clear(&owner);
	return -1;
}
