/* SPDX-License-Identifier: MIT
 * Memory files that take a child's output. */
#include "exec/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"

/* The kernel refuses a write past the end of a sealed file by whole folios, of 2 MiB at most
 * (linux/mm/shmem.c, shmem_write_begin): room that ends with one can be filled to the end. */
enum { FOLIO = 2 * 1024 * 1024, CHUNK = 64 * 1024 };

struct output {
    int fd;
    size_t room;
};

int output_open(struct output **out, size_t capacity, struct err *err)
{
    struct output *output = mem_alloc(1, sizeof(*output));
    int r = 0;

    output->room = (capacity / FOLIO + (capacity % FOLIO != 0 || capacity == 0)) * FOLIO;
    output->fd = memfd_create("output", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (output->fd < 0 || ftruncate(output->fd, (off_t)output->room) < 0 ||
        fcntl(output->fd, F_ADD_SEALS, F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) < 0) {
        r = err_sys(err, "cannot make a memory file of %zu bytes for a program's output",
                    output->room);
        output_close(output);
        output = NULL;
    }
    *out = output;
    return r;
}

int output_open_growing(struct output **out, size_t capacity, struct err *err)
{
    struct output *output = mem_alloc(1, sizeof(*output));

    output->room = capacity;
    output->fd = memfd_create("output", MFD_CLOEXEC);
    *out = output;
    if (output->fd >= 0)
        return 0;
    int r = err_sys(err, "cannot make a memory file for a tool's output");
    output_close(output);
    *out = NULL;
    return r;
}

int output_descriptor(const struct output *output)
{
    return output->fd;
}

int output_rewind(struct output *output, struct err *err)
{
    if (lseek(output->fd, 0, SEEK_SET) < 0)
        return err_sys(err, "cannot rewind a program's output");
    return 0;
}

int output_length(const struct output *output, size_t *length, bool *full, struct err *err)
{
    off_t at = lseek(output->fd, 0, SEEK_CUR);

    *length = 0;
    *full = false;
    if (at < 0)
        return err_sys(err, "cannot tell the length of a program's output");
    /* A program may seek beyond the end, which writes nothing. */
    *length = (size_t)at < output->room ? (size_t)at : output->room;
    *full = *length == output->room;
    return 0;
}

/* LENGTH bytes from FROM, which are there. */
static int read_at(const struct output *output, void *buffer, size_t length, size_t from,
                   struct err *err)
{
    char *at = buffer;

    while (length > 0) {
        ssize_t n = pread(output->fd, at, length, (off_t)from);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return err_sys(err, "cannot read a program's output");
        at += n;
        from += (size_t)n;
        length -= (size_t)n;
    }
    return 0;
}

int output_digest(const struct output *output, struct digest *out, struct err *err)
{
    struct digest_state state;
    unsigned char chunk[CHUNK];
    size_t length;
    bool full;
    int r;

    if ((r = output_length(output, &length, &full, err)) < 0)
        return r;
    digest_init(&state);
    for (size_t at = 0; at < length;) {
        size_t n = length - at < sizeof(chunk) ? length - at : sizeof(chunk);
        if ((r = read_at(output, chunk, n, at, err)) < 0)
            return r;
        digest_add(&state, chunk, n);
        at += n;
    }
    *out = digest_end(&state);
    return 0;
}

/* LENGTH bytes from FROM as a string. */
static int take(const struct output *output, size_t from, size_t length, char **out,
                struct err *err)
{
    char *text = mem_alloc(length + 1, 1);
    int r = read_at(output, text, length, from, err);

    if (r < 0) {
        free(text);
        text = NULL;
    }
    *out = text;
    return r;
}

int output_tail(const struct output *output, size_t max, char **out, struct err *err)
{
    size_t length;
    bool full;
    int r;

    *out = NULL;
    if ((r = output_length(output, &length, &full, err)) < 0)
        return r;
    size_t size = length < max ? length : max;
    if ((r = take(output, length - size, size, out, err)) < 0 || size == length)
        return r;
    const char *line_end = memchr(*out, '\n', size);
    if (line_end == NULL || line_end[1] == '\0')
        return 0;
    memmove(*out, line_end + 1, size - (size_t)(line_end + 1 - *out) + 1);
    return 0;
}

int output_head(const struct output *output, size_t max, char **out, size_t *length,
                struct err *err)
{
    bool full;
    int r;

    *out = NULL;
    if ((r = output_length(output, length, &full, err)) < 0)
        return r;
    *length = *length < max ? *length : max;
    return take(output, 0, *length, out, err);
}

int output_save(const struct output *output, int fd, struct err *err)
{
    char chunk[CHUNK];
    size_t length;
    bool full;
    int r;

    if ((r = output_length(output, &length, &full, err)) < 0)
        return r;
    for (size_t at = 0; at < length;) {
        size_t n = length - at < sizeof(chunk) ? length - at : sizeof(chunk);
        if ((r = read_at(output, chunk, n, at, err)) < 0)
            return r;
        for (size_t done = 0; done < n;) {
            ssize_t w = write(fd, chunk + done, n - done);
            if (w < 0 && errno != EINTR)
                return err_sys(err, "cannot save a program's output");
            done += w > 0 ? (size_t)w : 0;
        }
        at += n;
    }
    return 0;
}

void output_close(struct output *output)
{
    if (output == NULL)
        return;
    if (output->fd >= 0)
        close(output->fd);
    free(output);
}
