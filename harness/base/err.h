/* SPDX-License-Identifier: MIT
 * An error's words: the first cause, with context put before it on the way up. */
#ifndef ERR_H
#define ERR_H

struct err {
    char text[1024];
};

/* Set the text. Returns CODE, a negative errno, so that callers can `return err_set(...)`. */
int err_set(struct err *err, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with ": " and the words of errno after the text. Returns -errno. */
int err_sys(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Put "FORMAT: " before the text that is there. Returns CODE unchanged. */
int err_prefix(struct err *err, int code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
