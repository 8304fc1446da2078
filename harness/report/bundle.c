/* SPDX-License-Identifier: MIT
 * Writing a bundle. */
#include "report/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "report/libarchive.h"
#include "sys/digest.h"

struct bundle {
    struct libarchive la;
    struct archive *archive;
    char *path, *partial, *folder;
    time_t seconds;
    struct text digests;
    int fd; /* of PARTIAL */
};

/* libarchive's words; it has an errno where there is one. */
static int fail(const struct bundle *b, struct err *err)
{
    int number = b->la.archive_errno(b->archive);

    return err_set(err, number > 0 ? -number : -EIO, "%s: %s", b->path,
                   b->la.archive_error_string(b->archive));
}

static int set_up(struct bundle *b, struct err *err)
{
    if ((b->archive = b->la.archive_write_new()) == NULL)
        abort();
    if ((b->fd = open(b->partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) < 0)
        return err_sys(err, "%s", b->partial);
    if (b->la.archive_write_set_format_pax_restricted(b->archive) != ARCHIVE_OK ||
        b->la.archive_write_add_filter_zstd(b->archive) != ARCHIVE_OK ||
        b->la.archive_write_set_filter_option(b->archive, "zstd", "compression-level", "9") !=
            ARCHIVE_OK ||
        b->la.archive_write_open_fd(b->archive, b->fd) != ARCHIVE_OK)
        return fail(b, err);
    return 0;
}

int bundle_create(struct bundle **out, const char *path, const char *folder, int64_t unix_ns,
                  struct err *err)
{
    struct bundle *b = mem_alloc(1, sizeof(*b));
    struct text partial = {0};
    int r;

    text_printf(&partial, "%s.partial", path);
    b->partial = partial.data;
    b->path = mem_dup(path);
    b->folder = mem_dup(folder);
    b->seconds = unix_ns / NS_PER_S;
    b->fd = -1;
    if ((r = libarchive_load(&b->la, err)) < 0 || (r = set_up(b, err)) < 0) {
        bundle_close(b);
        b = NULL;
    }
    *out = b;
    return r;
}

/* --------------------------------------------------------------------- members */

/* Everything about a file that its content does not say is the same for all. */
static int begin(struct bundle *b, const char *name, int64_t size, struct err *err)
{
    struct archive_entry *entry = b->la.archive_entry_new2(b->archive);
    struct text whole = {0};

    text_printf(&whole, "%s/%s", b->folder, name);
    b->la.archive_entry_set_pathname(entry, text_string(&whole));
    b->la.archive_entry_set_size(entry, size);
    b->la.archive_entry_set_filetype(entry, AE_IFREG);
    b->la.archive_entry_set_perm(entry, 0644);
    b->la.archive_entry_set_mtime(entry, b->seconds, 0);
    int r = b->la.archive_write_header(b->archive, entry) == ARCHIVE_OK ? 0 : fail(b, err);
    b->la.archive_entry_free(entry);
    text_free(&whole);
    return r;
}

static int add_bytes(struct bundle *b, const void *bytes, size_t length, struct err *err)
{
    la_ssize_t written = b->la.archive_write_data(b->archive, bytes, length);

    return written >= 0 && (size_t)written == length ? 0 : fail(b, err);
}

static void note_digest(struct bundle *b, const char *name, struct digest digest)
{
    char digits[DIGEST_TEXT_SIZE];

    text_printf(&b->digests, "%s  %s\n", digest_text(digits, &digest), name);
}

static int copy(struct bundle *b, int fd, const char *from, struct digest_state *digest,
                struct err *err)
{
    char *buffer = mem_alloc(1, 1 << 16);
    ssize_t n;
    int r = 0;

    while (r == 0 && (n = read(fd, buffer, 1 << 16)) != 0) {
        if (n < 0) {
            r = err_sys(err, "%s", from);
            break;
        }
        digest_add(digest, buffer, (size_t)n);
        r = add_bytes(b, buffer, (size_t)n, err);
    }
    free(buffer);
    return r;
}

int bundle_add(struct bundle *b, const char *name, const char *from, struct err *err)
{
    struct digest_state state;
    struct stat status;
    int fd = open(from, O_RDONLY | O_CLOEXEC), r;

    if (fd < 0 || fstat(fd, &status) < 0) {
        r = err_sys(err, "%s", from);
        goto out;
    }
    digest_init(&state);
    if ((r = begin(b, name, status.st_size, err)) < 0 ||
        (r = copy(b, fd, from, &state, err)) < 0)
        goto out;
    note_digest(b, name, digest_end(&state));
out:
    if (fd >= 0)
        close(fd);
    return r;
}

/* ------------------------------------------------------------------------- end */

int bundle_finish(struct bundle *b, struct err *err)
{
    int r;

    if ((r = begin(b, "SHA256SUMS", (int64_t)b->digests.length, err)) < 0 ||
        (r = add_bytes(b, text_string(&b->digests), b->digests.length, err)) < 0)
        return r;
    if (b->la.archive_write_close(b->archive) != ARCHIVE_OK)
        return fail(b, err);
    if (fsync(b->fd) < 0 || rename(b->partial, b->path) < 0)
        return err_sys(err, "%s", b->path);
    free(b->partial);
    b->partial = NULL;
    return 0;
}

void bundle_close(struct bundle *b)
{
    if (b == NULL)
        return;
    if (b->archive != NULL)
        b->la.archive_write_free(b->archive);
    libarchive_unload(&b->la);
    if (b->fd >= 0)
        close(b->fd);
    if (b->partial != NULL)
        unlink(b->partial);
    free(b->partial);
    free(b->path);
    free(b->folder);
    text_free(&b->digests);
    free(b);
}
