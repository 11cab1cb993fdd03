/* SPDX-License-Identifier: ISC */
/*
 * One program as the foreground job of a terminal of its own, under a process that does what a
 * shell does for a job: it leads the session, gives and takes the terminal, sees the job stop and
 * go on. The leader outlives the job, because the kernel resets a terminal whose session leader
 * ends.
 */
#ifndef TESTS_TERMINAL_JOB_H
#define TESTS_TERMINAL_JOB_H

#include <stdbool.h>
#include <sys/types.h>

struct job {
	pid_t leader;
	pid_t pid; /* the program, leader of its process group; 0 once it ended */
	int control;
};

/* Start argv on the terminal at the path slave. Returns -1 with errno set. */
int job_start(struct job *j, const char *slave, char *const argv[], char *const envp[]);

/* Take the next change of the job (a stop or its end) in waitpid's terms, if there is one. */
bool job_changed(struct job *j, int *status);

/* Has the job ended? Its status is still to be taken. */
bool job_ended(const struct job *j);

/* Continue the stopped job in the foreground, as fg does. */
void job_continue(struct job *j);

/* Kill what is left of the job and its leader, and wait for both. */
void job_end(struct job *j);

#endif
