/* SPDX-License-Identifier: MIT
 * What cachegrind counted, if that is all. Valgrind opens a log for each program that it begins
 * and for each fork: the command's own is opened once, another process's twice, by its fork and
 * by its exec. More: an exec has truncated the log, and with it what was counted before. Less:
 * the process is a copy that goes on with its parent's count, which would be added twice. What
 * a process does between its fork and its exec is not seen. */
#include "cli/gate_logs.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/text.h"

int gate_logs_watch(const char *directory, struct err *err)
{
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);

    if (watch < 0)
        return err_sys(err, "inotify");
    /* Modified, too: else two openings in a row would be told as one. */
    if (inotify_add_watch(watch, directory, IN_OPEN | IN_MODIFY) < 0) {
        int r = err_sys(err, "inotify: %s", directory);
        close(watch);
        return r;
    }
    return watch;
}

/* All events since the watch began. */
static int read_events(struct text *out, int watch, struct err *err)
{
    char buffer[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    ssize_t length;

    while ((length = read(watch, buffer, sizeof(buffer))) > 0)
        text_add_bytes(out, buffer, (size_t)length);
    return length < 0 && errno != EAGAIN ? err_sys(err, "inotify") : 0;
}

/* How often NAME was opened; whether it was the FIRST of all, which is the command's own. */
static int count_openings(const struct text *events, const char *name, size_t *openings,
                          bool *first, struct err *err)
{
    struct inotify_event event;
    bool any = false;

    *openings = 0;
    *first = false;
    for (size_t at = 0; at < events->length; at += sizeof(event) + event.len) {
        memcpy(&event, text_string(events) + at, sizeof(event));
        if (event.mask & IN_Q_OVERFLOW)
            return err_set(err, -ENODATA, "too many processes to tell whether all was counted");
        if (!(event.mask & IN_OPEN) || event.len == 0)
            continue;
        bool same = strcmp(text_string(events) + at + sizeof(event), name) == 0;
        *openings += same;
        *first = *first || (same && !any);
        any = true;
    }
    return 0;
}

static int check_openings(const struct text *events, const char *name, struct err *err)
{
    size_t openings;
    bool first;
    int r = count_openings(events, name, &openings, &first, err);
    size_t usual = first ? 1 : 2;

    if (r == 0 && openings > usual)
        return err_set(err, -ENODATA,
                       "a process ran another program in its own place (exec), and what it did "
                       "before is lost; name the program itself, without a shell or env");
    if (r == 0 && openings < usual)
        return err_set(err, -ENODATA,
                       "a process is a copy of its parent (fork without exec), whose count it "
                       "has in its own");
    return r;
}

/* "==12== I   refs:      12,128,369", of one process. */
static int add_log(int64_t *total, const char *path, struct err *err)
{
    FILE *file = fopen(path, "re");
    char line[256];
    bool found = false;

    if (file == NULL)
        return err_sys(err, "%s", path);
    while (fgets(line, sizeof(line), file) != NULL) {
        const char *at = strstr(line, "refs:");
        if (at == NULL || strstr(line, " I ") == NULL)
            continue;
        int64_t value = 0;
        for (at += strlen("refs:"); *at != '\0'; at++)
            if (*at >= '0' && *at <= '9')
                value = 10 * value + (*at - '0');
        *total += value;
        found = true;
    }
    fclose(file);
    /* As of one that was killed: the sum would be of less. */
    return found ? 0 : err_set(err, -ENODATA, "a process ended without a count");
}

static int is_log(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int add_logs(int64_t *total, const char *directory, const struct text *events,
                    struct err *err)
{
    struct dirent **entries;
    int count = scandir(directory, &entries, is_log, alphasort), r = 0;

    if (count < 0)
        return err_sys(err, "%s", directory);
    *total = 0;
    for (int i = 0; i < count; i++) {
        char path[4096];
        snprintf(path, sizeof(path), "%s/%s", directory, entries[i]->d_name);
        if (r == 0 && (r = check_openings(events, entries[i]->d_name, err)) == 0)
            r = add_log(total, path, err);
        free(entries[i]);
    }
    free(entries);
    return r == 0 && count == 0 ? err_set(err, -ENODATA, "valgrind left no count") : r;
}

int gate_logs_add(int64_t *total, const char *directory, int watch, struct err *err)
{
    struct text events = {0};
    int r = read_events(&events, watch, err); /* before the logs are opened here */

    if (r == 0)
        r = add_logs(total, directory, &events, err);
    text_free(&events);
    return r;
}
