/* SPDX-License-Identifier: MIT
 * Reading small files below a root. */
#include "sys/root.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/units.h"

/* Read to the end or until BUFFER is full; the length, or -errno. */
static ssize_t read_all(int fd, char *buffer, size_t size)
{
    size_t used = 0;

    while (used < size) {
        ssize_t n = read(fd, buffer + used, size - used);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        if (n == 0)
            break;
        used += (size_t)n;
    }
    return (ssize_t)used;
}

int root_read(const char *root, const char *path, char *buffer, size_t size, struct err *err)
{
    struct text name = {0};
    int r = 0;

    text_printf(&name, "%s%s", root, path);
    int fd = open(text_string(&name), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        r = err_sys(err, "%s", text_string(&name));
        goto out;
    }
    ssize_t length = read_all(fd, buffer, size);
    if (length < 0) {
        errno = (int)-length;
        r = err_sys(err, "%s", text_string(&name));
        goto out;
    }
    if ((size_t)length == size) {
        r = err_set(err, -EFBIG, "%s: longer than %zu bytes", text_string(&name), size - 1);
        goto out;
    }
    while (length > 0 && strchr(" \t\r\n", buffer[length - 1]) != NULL)
        length--;
    buffer[length] = '\0';
    r = (int)length;
out:
    if (fd >= 0)
        close(fd);
    text_free(&name);
    return r;
}

int root_read_integer(const char *root, const char *path, int64_t *out, struct err *err)
{
    char buffer[64];
    int r;

    if ((r = root_read(root, path, buffer, sizeof(buffer), err)) < 0)
        return r;
    if ((r = units_parse_integer(out, buffer, INT64_MIN, INT64_MAX, err)) < 0)
        return err_prefix(err, -EINVAL, "%s%s", root, path);
    return 0;
}

static int visible(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

int root_list(const char *root, const char *path,
              int (*visit)(void *context, const char *name, struct err *err), void *context,
              struct err *err)
{
    struct text name = {0};
    struct dirent **entries = NULL;
    int r = 0;

    text_printf(&name, "%s%s", root, path);
    int count = scandir(text_string(&name), &entries, visible, versionsort);
    if (count < 0)
        r = err_sys(err, "%s", text_string(&name));
    for (int i = 0; i < count; i++) {
        if (r == 0)
            r = visit(context, entries[i]->d_name, err);
        free(entries[i]);
    }
    free(entries);
    text_free(&name);
    return r;
}

/* A decimal number at *TEXT, which is moved behind it; -1 where there is none. */
static int take_number(const char **text)
{
    int value = -1;

    while (**text >= '0' && **text <= '9' && value < INT_MAX / 10 - 1)
        value = (value < 0 ? 0 : value) * 10 + (*(*text)++ - '0');
    return value;
}

int root_parse_cpus(const char *list, int *cpus, int max, struct err *err)
{
    const char *at = list;
    int count = 0;

    while (*at != '\0') {
        int first = take_number(&at);
        int last = first;
        if (*at == '-') {
            at++;
            last = take_number(&at);
        }
        if (first < 0 || last < first || (count > 0 && first <= cpus[count - 1]) ||
            (*at != ',' && *at != '\0') || (*at == ',' && at[1] == '\0'))
            return err_set(err, -EINVAL, "'%s' is not a list of CPUs like 0-3,8", list);
        if (last - first >= max - count)
            return err_set(err, -ERANGE, "'%s' names more than %d CPUs", list, max);
        for (int cpu = first; cpu <= last; cpu++)
            cpus[count++] = cpu;
        if (*at == ',')
            at++;
    }
    return count;
}
