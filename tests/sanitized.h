/* SPDX-License-Identifier: ISC */
/* Is a sanitizer built in? Then most of a program's memory is the sanitizer's. */
#ifndef TESTS_SANITIZED_H
#define TESTS_SANITIZED_H

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define MEMORY_IS_TELLING false
#elif defined(__has_feature)
#define MEMORY_IS_TELLING (!__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer))
#else
#define MEMORY_IS_TELLING true
#endif

#endif
