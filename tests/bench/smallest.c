/* SPDX-License-Identifier: ISC */
/*
 * smallest PORT: the exchange of `amsh ping` and no more: challenge, login with its MD5, ping, log
 * off, read to the end. With OpenSSL, as amsh; its oldest functions, which take the least.
 */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/md5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static char bytes[4096];
static size_t n;

/* Read until this has come; false at the end. */
static int
await(int fd, const char *what)
{
	for (n = 0; n < sizeof(bytes) - 1;) {
		ssize_t got = read(fd, bytes + n, sizeof(bytes) - 1 - n);
		if (got <= 0)
			return 0;
		n += (size_t)got;
		bytes[n] = '\0';
		if (strstr(bytes, what))
			return 1;
	}
	return 0;
}

static void
say(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		exit(EXIT_FAILURE);
}

/* Answer the challenge that has been read. */
static void
log_in(int fd, const char *secret)
{
	char *challenge = strstr(bytes, "Challenge: "), text[256], key[33], login[512];
	unsigned char md5[MD5_DIGEST_LENGTH];

	if (!challenge)
		exit(EXIT_FAILURE);
	snprintf(text, sizeof(text), "%.*s%s", (int)strcspn(challenge + 11, "\r"), challenge + 11, secret);
	MD5((const unsigned char *)text, strlen(text), md5);
	for (size_t i = 0; i < sizeof(md5); i++)
		snprintf(key + 2 * i, 3, "%02x", md5[i]);
	snprintf(login, sizeof(login),
	    "Action: Login\r\nAuthType: MD5\r\nUsername: bench\r\nKey: %s\r\n\r\n", key);
	say(fd, login);
}

int
main(int argc, char **argv)
{
	struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_port = htons((unsigned short)atoi(argc > 1 ? argv[1] : "0"));
	if (connect(fd, (struct sockaddr *)&a, sizeof(a)) != 0 || !await(fd, "\r\n"))
		return EXIT_FAILURE;
	say(fd, "Action: Challenge\r\nAuthType: MD5\r\n\r\n");
	if (!await(fd, "\r\n\r\n"))
		return EXIT_FAILURE;
	log_in(fd, getenv("AMSH_SECRET"));
	if (!await(fd, "\r\n\r\n"))
		return EXIT_FAILURE;
	say(fd, "Action: Ping\r\n\r\n");
	if (!await(fd, "\r\n\r\n"))
		return EXIT_FAILURE;
	fputs(bytes, stdout);
	say(fd, "Action: Logoff\r\n\r\n");
	await(fd, "\r\n\r\n");
	return EXIT_SUCCESS;
}
