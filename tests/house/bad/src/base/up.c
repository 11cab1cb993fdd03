/* SPDX-License-Identifier: ISC */
/* Includes what is above, what is nowhere, and what belongs to others. */
#include "base/buf.h"
#include "net/stream.h"
#include "nowhere.h"
#include "attic/box.h"
# include <histedit.h>
#include <openssl/md5.h>
#include <pthread.h>
#include <stdio.h>
/*
#include "lang/cmd.h"
*/
