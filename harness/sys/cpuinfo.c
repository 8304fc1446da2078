/* SPDX-License-Identifier: MIT
 * "key : value" lines up to the first empty one. */
#include "sys/cpuinfo.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/units.h"

/* A part of a line. */
struct slice {
    const char *at;
    size_t length;
};

static struct slice trim(struct slice s)
{
    while (s.length > 0 && strchr(" \t\r", s.at[0]) != NULL && s.at[0] != '\0') {
        s.at++;
        s.length--;
    }
    while (s.length > 0 && strchr(" \t\r", s.at[s.length - 1]) != NULL &&
           s.at[s.length - 1] != '\0')
        s.length--;
    return s;
}

/* Cut a slice at the first C of *REST, which is moved behind it. */
static struct slice take(struct slice *rest, char c)
{
    struct slice s = *rest;
    const char *end = rest->length > 0 ? memchr(rest->at, c, rest->length) : NULL;

    if (end != NULL)
        s.length = (size_t)(end - rest->at);
    size_t used = s.length + (end != NULL);
    rest->at += used;
    rest->length -= used;
    return s;
}

static int is(struct slice s, const char *word)
{
    return strlen(word) == s.length && memcmp(s.at, word, s.length) == 0;
}

static void copy(char *out, size_t size, struct slice s)
{
    size_t length = s.length < size ? s.length : size - 1;

    memcpy(out, s.at, length);
    out[length] = '\0';
}

static int number(struct slice s)
{
    char text[16];
    int64_t value;
    struct err ignored;

    copy(text, sizeof(text), s);
    return units_parse_integer(&value, text, 0, INT_MAX, &ignored) < 0 ? -1 : (int)value;
}

/* System V psABI for x86-64, table 3.1, by the kernel's names: pni is SSE3, abm LZCNT. OSXSAVE
 * has no name of its own; the kernel takes avx away where it does not save its state. */
static const struct {
    int level;
    const char *flag;
} level_flags[] = {
    {2, "cx16"},     {2, "lahf_lm"}, {2, "popcnt"},   {2, "pni"},      {2, "sse4_1"},
    {2, "sse4_2"},   {2, "ssse3"},   {3, "avx"},      {3, "avx2"},     {3, "bmi1"},
    {3, "bmi2"},     {3, "f16c"},    {3, "fma"},      {3, "abm"},      {3, "movbe"},
    {3, "xsave"},    {4, "avx512f"}, {4, "avx512bw"}, {4, "avx512cd"}, {4, "avx512dq"},
    {4, "avx512vl"},
};

static void parse_flags(struct cpuinfo *out, struct slice rest)
{
    unsigned found = 0;

    out->hypervisor = out->sgx = 0;
    while (rest.length > 0) {
        struct slice flag = take(&rest, ' ');
        out->hypervisor |= is(flag, "hypervisor");
        out->sgx |= is(flag, "sgx");
        for (unsigned i = 0; i < ARRAY_SIZE(level_flags); i++)
            found |= (unsigned)is(flag, level_flags[i].flag) << i;
    }
    out->x86_64_level = 4;
    for (unsigned i = 0; i < ARRAY_SIZE(level_flags); i++)
        if (!(found & 1u << i) && level_flags[i].level <= out->x86_64_level)
            out->x86_64_level = level_flags[i].level - 1;
}

static void parse_line(struct cpuinfo *out, struct slice line)
{
    struct slice key = trim(take(&line, ':'));
    struct slice value = trim(line);

    if (is(key, "vendor_id"))
        copy(out->vendor, sizeof(out->vendor), value);
    else if (is(key, "model name"))
        copy(out->model, sizeof(out->model), value);
    else if (is(key, "microcode"))
        copy(out->microcode, sizeof(out->microcode), value);
    else if (is(key, "cpu family"))
        out->family = number(value);
    else if (is(key, "model"))
        out->model_number = number(value);
    else if (is(key, "stepping"))
        out->stepping = number(value);
    else if (is(key, "flags"))
        parse_flags(out, value);
}

void cpuinfo_parse(struct cpuinfo *out, const char *text, size_t length)
{
    struct slice rest = {text, length};

    *out = (struct cpuinfo){.family = -1,
                            .model_number = -1,
                            .stepping = -1,
                            .hypervisor = -1,
                            .sgx = -1,
                            .x86_64_level = 1};
    while (rest.length > 0) {
        struct slice line = trim(take(&rest, '\n'));
        if (line.length == 0)
            break;
        parse_line(out, line);
    }
}

/* The first processor takes some 3 KB; the file of a large server hundreds. */
int cpuinfo_read(struct cpuinfo *out, const char *root, struct err *err)
{
    char buffer[16 * 1024];
    struct arena arena = {0};
    size_t used = 0;
    ssize_t n = 0;
    int r = 0;

    const char *path = arena_printf(&arena, "%s/proc/cpuinfo", root);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && used < sizeof(buffer)) {
        n = read(fd, buffer + used, sizeof(buffer) - used);
        if (n == 0 || (n < 0 && errno != EINTR))
            break;
        used += n > 0 ? (size_t)n : 0;
    }
    if (fd < 0 || n < 0)
        r = err_sys(err, "%s", path);
    else
        cpuinfo_parse(out, buffer, used);
    if (fd >= 0)
        close(fd);
    arena_free(&arena);
    return r;
}
