/* SPDX-License-Identifier: ISC */
/* May print. */
void
print(void)
{
	write(STDOUT_FILENO, "x", 1);
}
