/* SPDX-License-Identifier: MIT
 * SHA-256, by libmd. */
#ifndef DIGEST_H
#define DIGEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { DIGEST_SIZE = 32, DIGEST_TEXT_SIZE = 65 };

struct digest {
    unsigned char bytes[DIGEST_SIZE];
};

/* A digest that grows. Opaque but placed by the caller. */
struct digest_state {
    _Alignas(8) unsigned char opaque[256];
};

void digest_init(struct digest_state *state);
void digest_add(struct digest_state *state, const void *bytes, size_t length);
/* TEXT and its NUL, so that ("ab", "c") and ("a", "bc") differ. */
void digest_add_text(struct digest_state *state, const char *text);
struct digest digest_end(struct digest_state *state);

struct digest digest_of(const void *bytes, size_t length);

/* Of a file's content. */
int digest_of_file(struct digest *out, const char *path, struct err *err);

/* 64 lower-case hexadecimal digits. Returns BUFFER. */
const char *digest_text(char buffer[static DIGEST_TEXT_SIZE], const struct digest *digest);

/* The reverse; -EINVAL for anything but 64 hexadecimal digits. */
int digest_parse(struct digest *out, const char *text, struct err *err);

int digest_equal(const struct digest *a, const struct digest *b);

#endif
