/* SPDX-License-Identifier: MIT
 * SHA-256 of bytes, texts and files. */
#include "sys/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <sha2.h>

_Static_assert(sizeof(SHA2_CTX) <= sizeof(struct digest_state), "digest_state is too small");

/* The state lives in the caller's bytes, aligned for it. */
static SHA2_CTX *context(struct digest_state *state)
{
    return (void *)state->opaque;
}

void digest_init(struct digest_state *state)
{
    SHA256Init(context(state));
}

void digest_add(struct digest_state *state, const void *bytes, size_t length)
{
    SHA256Update(context(state), bytes, length);
}

void digest_add_text(struct digest_state *state, const char *text)
{
    digest_add(state, text, strlen(text) + 1);
}

struct digest digest_end(struct digest_state *state)
{
    struct digest digest;

    SHA256Final(digest.bytes, context(state));
    return digest;
}

struct digest digest_of(const void *bytes, size_t length)
{
    struct digest_state state;

    digest_init(&state);
    digest_add(&state, bytes, length);
    return digest_end(&state);
}

int digest_of_file(struct digest *out, const char *path, struct err *err)
{
    struct digest_state state;
    unsigned char buffer[65536];
    ssize_t n;
    int r = 0;

    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_sys(err, "%s", path);
    digest_init(&state);
    while ((n = read(fd, buffer, sizeof(buffer))) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            r = err_sys(err, "%s", path);
            break;
        }
        digest_add(&state, buffer, (size_t)n);
    }
    close(fd);
    if (r == 0)
        *out = digest_end(&state);
    return r;
}

const char *digest_text(char buffer[static DIGEST_TEXT_SIZE], const struct digest *digest)
{
    for (int i = 0; i < DIGEST_SIZE; i++)
        snprintf(buffer + 2 * i, 3, "%02x", digest->bytes[i]);
    return buffer;
}

static int nibble(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

int digest_parse(struct digest *out, const char *text, struct err *err)
{
    if (strlen(text) != 2 * DIGEST_SIZE)
        return err_set(err, -EINVAL, "'%s' is not a SHA-256; expected 64 hexadecimal digits",
                       text);
    for (int i = 0; i < DIGEST_SIZE; i++) {
        int high = nibble(text[2 * i]), low = nibble(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return err_set(err, -EINVAL,
                           "'%s' is not a SHA-256; expected lower-case hexadecimal digits",
                           text);
        out->bytes[i] = (unsigned char)(high << 4 | low);
    }
    return 0;
}

int digest_equal(const struct digest *a, const struct digest *b)
{
    return memcmp(a->bytes, b->bytes, DIGEST_SIZE) == 0;
}
