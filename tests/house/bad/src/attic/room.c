/* SPDX-License-Identifier: ISC */
/* A room that the house does not have. */
