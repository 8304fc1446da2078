/* SPDX-License-Identifier: MIT
 * Environments of measured programs. */
#include "exec/environment.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

#define PAD_NAME "POLYJOULE_PAD="

struct environment {
    char **variables; /* the padding is the last before NULL, and is PAD itself */
    size_t count;     /* without it */
    char pad[sizeof(PAD_NAME) + ENVIRONMENT_PAD_MAX];
};

/* Whether A and B ("NAME=value") are of one name. */
static bool same_name(const char *a, const char *b)
{
    size_t length = strcspn(a, "=");

    return length == strcspn(b, "=") && strncmp(a, b, length) == 0;
}

static bool is_one_of(const char *variable, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (same_name(variable, names[i]))
            return true;
    return false;
}

static bool is_ours(const char *variable)
{
    static const char *const names[] = {
        "POLYJOULE_CONTROL=", "POLYJOULE_LATENCY=", "POLYJOULE_STALL=", PAD_NAME};

    return is_one_of(variable, names, ARRAY_SIZE(names));
}

static bool is_basic(const char *variable)
{
    static const char *const names[] = {"PATH=", "HOME=", "LANG=", "TMPDIR="};

    return is_one_of(variable, names, ARRAY_SIZE(names));
}

/* Put VARIABLE in, in the place of one of the same name. */
static void put(struct environment *environment, const char *variable)
{
    for (size_t i = 0; i < environment->count; i++)
        if (same_name(environment->variables[i], variable)) {
            free(environment->variables[i]);
            environment->variables[i] = mem_dup(variable);
            return;
        }
    environment->variables =
        mem_grow(environment->variables, environment->count, sizeof(*environment->variables));
    environment->variables[environment->count++] = mem_dup(variable);
}

struct environment *environment_new(bool reduced, const char *const *extra)
{
    struct environment *environment = mem_alloc(1, sizeof(*environment));

    for (char **at = environ; at != NULL && *at != NULL; at++)
        if (!is_ours(*at) && (!reduced || is_basic(*at)))
            put(environment, *at);
    for (; extra != NULL && *extra != NULL; extra++)
        put(environment, *extra);
    environment->variables = mem_resize(environment->variables, environment->count + 2,
                                        sizeof(*environment->variables));
    return environment;
}

const char *const *environment_padded(struct environment *environment, size_t pad)
{
    char **last = environment->variables + environment->count;
    size_t name = strlen(PAD_NAME);

    assert(pad <= ENVIRONMENT_PAD_MAX);
    memcpy(environment->pad, PAD_NAME, name);
    memset(environment->pad + name, 'x', pad);
    environment->pad[name + pad] = '\0';
    last[0] = environment->pad;
    last[1] = NULL;
    return (const char *const *)environment->variables;
}

void environment_free(struct environment *environment)
{
    if (environment == NULL)
        return;
    for (size_t i = 0; i < environment->count; i++)
        free(environment->variables[i]);
    free(environment->variables);
    free(environment);
}
