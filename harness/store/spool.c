/* SPDX-License-Identifier: MIT
 * A header and an array of records. */
#include "store/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

enum { CAPACITY = 512 };

struct record {
    struct store_trial trial; /* a pointer says only whether there is something */
    struct digest output_digest;
};

static const char magic[16] = "polyjoule trials";

struct file {
    char magic[sizeof(magic)];
    uint64_t record_size; /* 0: killed while it was made */
    struct spool_session session;
    _Atomic uint64_t count; /* of whole records */
    struct record records[CAPACITY];
};

struct spool {
    char *path;
    int fd;
    struct file *file;
};

/* The lock is on a file that may have been removed between opening and locking it. */
static bool is_ours(int fd)
{
    struct stat status;

    return flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &status) == 0 && status.st_nlink > 0;
}

/* Room on the disk for all of it: a hole that cannot be filled would be a SIGBUS. */
static struct file *map(int fd)
{
    errno = posix_fallocate(fd, 0, sizeof(struct file));
    if (errno != 0)
        return NULL;
    void *file = mmap(NULL, sizeof(struct file), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return file != MAP_FAILED ? file : NULL;
}

static int check(struct file *file, const char *path, struct err *err)
{
    if (file->record_size == 0) {
        memcpy(file->magic, magic, sizeof(magic));
        file->record_size = sizeof(struct record);
    }
    if (memcmp(file->magic, magic, sizeof(magic)) != 0 ||
        file->record_size != sizeof(struct record) || file->count > CAPACITY)
        return err_set(err, -EPROTO,
                       "%s: the last trials of a run that was killed, by another version of "
                       "polyjoule: let that one write to the database, or delete the file and "
                       "lose them",
                       path);
    return 0;
}

static void let_go(struct spool *spool)
{
    if (spool->file != NULL)
        munmap(spool->file, sizeof(*spool->file));
    if (spool->fd >= 0)
        close(spool->fd);
    free(spool->path);
    free(spool);
}

int spool_open(struct spool **out, const char *path, bool create, struct err *err)
{
    struct spool *spool = mem_alloc(1, sizeof(*spool));
    struct text name = {0};
    int r = 0;

    *out = NULL;
    text_printf(&name, "%s-trials", path);
    spool->path = name.data;
    spool->fd = open(spool->path, O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0666);
    bool held = spool->fd >= 0 && is_ours(spool->fd);
    if (held)
        spool->file = map(spool->fd);
    /* What a killed process left is not to be passed over. */
    if (!create && (spool->fd < 0 ? errno != ENOENT : held && spool->file == NULL))
        r = err_sys(err, "%s: the last trials of a run that was killed", spool->path);
    if (r < 0 || spool->file == NULL || (r = check(spool->file, spool->path, err)) < 0)
        let_go(spool);
    else
        *out = spool;
    return r;
}

static bool is_plain(const struct store_trial *row)
{
    return strcmp(row->status, "ok") == 0 && row->reason == NULL && row->stderr_tail == NULL &&
           row->energy_absent == NULL &&
           row->reading_count + row->counter_count + row->series_count + row->trace_count ==
               0 &&
           row->latency == NULL;
}

bool spool_add(struct spool *spool, const struct spool_session *session,
               const struct store_trial *row)
{
    struct file *file = spool->file;
    uint64_t count = file->count;

    if (!is_plain(row) || row->session_id != session->id || count == CAPACITY)
        return false;
    file->session = *session;
    file->records[count].trial = *row;
    if (row->output_digest != NULL)
        file->records[count].output_digest = *row->output_digest;
    atomic_store_explicit(&file->count, count + 1, memory_order_release);
    return true;
}

size_t spool_count(const struct spool *spool)
{
    return spool->file->count;
}

struct spool_session spool_session(const struct spool *spool)
{
    return spool->file->session;
}

struct store_trial spool_trial(const struct spool *spool, size_t at)
{
    const struct record *record = &spool->file->records[at];
    struct store_trial trial = record->trial;

    trial.status = "ok";
    if (trial.output_digest != NULL)
        trial.output_digest = &record->output_digest;
    return trial;
}

void spool_clear(struct spool *spool)
{
    atomic_store_explicit(&spool->file->count, 0, memory_order_release);
}

void spool_close(struct spool *spool)
{
    if (spool == NULL)
        return;
    if (spool->file->count == 0)
        unlink(spool->path);
    let_go(spool);
}
