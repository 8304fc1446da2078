/* SPDX-License-Identifier: MIT
 * Reading a bundle that anybody may have made: members are read as they come and looked at, and
 * no name of theirs becomes a path. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"
#include "report/bundle.h"
#include "report/libarchive.h"
#include "report/quote.h"
#include "sys/digest.h"

enum {
    MEMBERS_MAX = 4096,
    SUMS_MAX = 1 << 20, /* bytes of SHA256SUMS */
};

/* A database shrinks to a tenth or so; what grows ten times that was made to fill disks. */
enum { GROWTH_MAX = 100 };
static const int64_t small_bytes = INT64_C(1) << 26; /* that is never too much */

struct member {
    char *name; /* below the archive's folder */
    struct digest digest;
    bool stated; /* in SHA256SUMS, and the same */
};

struct extraction {
    struct libarchive la;
    struct archive *archive;
    const char *path, *database;
    int fd; /* of DATABASE; -1: not met yet */
    int64_t bytes, most;
    struct text sums;
    struct member *members;
    size_t count;
};

/* -EINVAL and "PATH: NAME: WHAT", whatever bytes NAME is made of. */
static int refuse(const struct extraction *x, const char *name, const char *what,
                  struct err *err)
{
    struct text shown = {0};

    quote_gnuplot(&shown, name);
    int r = err_set(err, -EINVAL, "%s: %.200s: %s", x->path, text_string(&shown), what);
    text_free(&shown);
    return r;
}

static int fail(const struct extraction *x, struct err *err)
{
    const char *words = x->la.archive_error_string(x->archive);

    return err_set(err, -EINVAL, "%s is no bundle that can be read: %s", x->path,
                   words != NULL ? words : "it is no archive");
}

/* --------------------------------------------------------------------- members */

/* What follows the folder that all members are in; NULL: it is in none. */
static const char *name_within(const char *name)
{
    const char *slash = name != NULL ? strchr(name, '/') : NULL;

    return slash != NULL && slash != name && slash[1] != '\0' ? slash + 1 : NULL;
}

static const struct member *find(const struct extraction *x, const char *name, size_t length)
{
    for (size_t i = 0; i < x->count; i++)
        if (strlen(x->members[i].name) == length &&
            strncmp(x->members[i].name, name, length) == 0)
            return &x->members[i];
    return NULL;
}

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0)
            return -1;
        bytes += n;
        length -= (size_t)n;
    }
    return 0;
}

/* Give BYTES to whom they are for. */
static int take(struct extraction *x, const struct member *m, const void *bytes, size_t length,
                struct err *err)
{
    if ((x->bytes += (int64_t)length) > x->most)
        return refuse(x, m->name, "unpacks to far more than a campaign is", err);
    if (strcmp(m->name, BUNDLE_DATABASE) == 0 && write_all(x->fd, bytes, length) < 0)
        return err_sys(err, "%s", x->database);
    if (strcmp(m->name, "SHA256SUMS") != 0)
        return 0;
    if (x->sums.length + length > SUMS_MAX)
        return refuse(x, m->name, "is too long", err);
    text_add_bytes(&x->sums, bytes, length);
    return 0;
}

static int read_member(struct extraction *x, struct member *m, struct err *err)
{
    struct digest_state state;
    const void *bytes;
    size_t length;
    la_int64_t offset;
    int code, r;

    digest_init(&state);
    while ((code = x->la.archive_read_data_block(x->archive, &bytes, &length, &offset)) ==
           ARCHIVE_OK) {
        if ((r = take(x, m, bytes, length, err)) < 0)
            return r;
        digest_add(&state, bytes, length);
    }
    if (code != ARCHIVE_EOF)
        return fail(x, err);
    m->digest = digest_end(&state);
    return 0;
}

static int meet(struct extraction *x, struct archive_entry *entry, struct err *err)
{
    const char *whole = x->la.archive_entry_pathname(entry), *name = name_within(whole);

    if (x->la.archive_entry_filetype(entry) == AE_IFDIR)
        return 0;
    if (name == NULL)
        return refuse(x, whole != NULL ? whole : "", "is not below the bundle's folder", err);
    if (x->la.archive_entry_filetype(entry) != AE_IFREG ||
        x->la.archive_entry_hardlink(entry) != NULL ||
        x->la.archive_entry_sparse_count(entry) > 0)
        return refuse(x, name, "is not an ordinary file", err);
    if (find(x, name, strlen(name)) != NULL)
        return refuse(x, name, "is there twice", err);
    if (x->count == MEMBERS_MAX)
        return refuse(x, name, "is one file too many", err);
    if (strcmp(name, BUNDLE_DATABASE) == 0 &&
        (x->fd = open(x->database, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) < 0)
        return err_sys(err, "%s", x->database);
    x->members = mem_grow(x->members, x->count, sizeof(*x->members));
    struct member *m = &x->members[x->count++];
    *m = (struct member){.name = mem_dup(name)};
    return read_member(x, m, err);
}

static int read_members(struct extraction *x, struct err *err)
{
    struct archive_entry *entry;
    int code, r = 0;

    while ((code = x->la.archive_read_next_header(x->archive, &entry)) == ARCHIVE_OK && r == 0)
        r = meet(x, entry, err);
    if (r == 0 && code != ARCHIVE_EOF)
        r = fail(x, err);
    return r;
}

/* --------------------------------------------------------------------- digests */

/* "DIGEST  NAME", as sha256sum writes it. */
static int check_line(struct extraction *x, const char *line, size_t length, struct err *err)
{
    char digits[DIGEST_TEXT_SIZE] = "";
    struct digest stated;
    struct err unsaid;
    const size_t start = DIGEST_TEXT_SIZE - 1 + 2;

    if (length > start)
        memcpy(digits, line, DIGEST_TEXT_SIZE - 1);
    if (length <= start || line[start - 2] != ' ' || line[start - 1] != ' ' ||
        digest_parse(&stated, digits, &unsaid) < 0)
        return refuse(x, "SHA256SUMS", "has a line that is no digest, two blanks and a name",
                      err);
    const struct member *m = find(x, line + start, length - start);
    if (m == NULL)
        return refuse(x, "SHA256SUMS", "names a file that is not there", err);
    if (!digest_equal(&m->digest, &stated))
        return refuse(x, m->name, "is not what it was: its SHA-256 differs from the stated one",
                      err);
    x->members[m - x->members].stated = true;
    return 0;
}

static int check_digests(struct extraction *x, struct err *err)
{
    const char *text = text_string(&x->sums);

    for (const char *line = text; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        int r = check_line(x, line, length, err);
        if (r < 0)
            return r;
        line += length + (line[length] == '\n');
    }
    for (size_t i = 0; i < x->count; i++)
        if (!x->members[i].stated && strcmp(x->members[i].name, "SHA256SUMS") != 0)
            return refuse(x, x->members[i].name, "has no digest in SHA256SUMS", err);
    return 0;
}

/* ------------------------------------------------------------------------ open */

static int set_up(struct extraction *x, struct err *err)
{
    struct stat status;

    if (stat(x->path, &status) < 0)
        return err_sys(err, "%s", x->path);
    if (!S_ISREG(status.st_mode))
        return err_set(err, -EINVAL, "%s is not a file", x->path);
    if ((x->archive = x->la.archive_read_new()) == NULL)
        abort();
    x->most = small_bytes + status.st_size * GROWTH_MAX;
    x->la.archive_read_support_format_tar(x->archive);
    x->la.archive_read_support_filter_zstd(x->archive);
    x->la.archive_read_support_filter_gzip(x->archive);
    if (x->la.archive_read_open_filename(x->archive, x->path, 1 << 16) != ARCHIVE_OK)
        return fail(x, err);
    return 0;
}

static int close_all(struct extraction *x, int r, struct err *err)
{
    if (x->fd >= 0 && close(x->fd) < 0 && r == 0)
        r = err_sys(err, "%s", x->database);
    if (x->fd >= 0 && r < 0)
        unlink(x->database);
    if (x->archive != NULL)
        x->la.archive_read_free(x->archive);
    libarchive_unload(&x->la);
    for (size_t i = 0; i < x->count; i++)
        free(x->members[i].name);
    free(x->members);
    text_free(&x->sums);
    return r;
}

int bundle_extract(const char *path, const char *database, struct err *err)
{
    struct extraction x = {.path = path, .database = database, .fd = -1};
    int r;

    if ((r = libarchive_load(&x.la, err)) == 0 && (r = set_up(&x, err)) == 0 &&
        (r = read_members(&x, err)) == 0 && (r = check_digests(&x, err)) == 0 && x.fd < 0)
        r = err_set(err, -EINVAL,
                    "%s has no " BUNDLE_DATABASE ": it is not a bundle of polyjoule's", path);
    return close_all(&x, r, err);
}
