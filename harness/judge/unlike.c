/* SPDX-License-Identifier: MIT
 * In what two campaigns differ beside their programs. */
#include "judge/unlike.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "base/mem.h"
#include "store/store.h"

static const char unknown[] = "unknown";

static const struct {
    const char *what;
    size_t offset; /* in struct result */
} of_campaign[] = {
    {"energy source", offsetof(struct result, energy_source)},
    {"mode", offsetof(struct result, mode)},
    {"polyjoule", offsetof(struct result, tool_version)},
};

static const struct {
    const char *what;
    size_t offset; /* in struct result_session */
} texts[] =
    {
        {"CPU", offsetof(struct result_session, cpu_model)},
        {"hypervisor", offsetof(struct result_session, hypervisor)},
        {"governor", offsetof(struct result_session, governor)},
        {"kernel", offsetof(struct result_session, kernel)},
        {"system", offsetof(struct result_session, os)},
        {"microcode", offsetof(struct result_session, microcode)},
},
  numbers[] = {
      {"packages", offsetof(struct result_session, packages)},
      {"cores", offsetof(struct result_session, cores)},
      {"CPUs", offsetof(struct result_session, threads)},
      {"turbo", offsetof(struct result_session, turbo)},
      {"SMT", offsetof(struct result_session, smt)},
      {"bytes of memory", offsetof(struct result_session, memory_bytes)},
};

static const char *text_at(const void *record, size_t offset)
{
    const char *const *text = (const void *)((const char *)record + offset);

    return record != NULL && *text != NULL ? *text : unknown;
}

static const char *number_at(const struct result_session *s, size_t offset, struct arena *arena)
{
    const int64_t *number = (const void *)((const char *)s + offset);

    return s != NULL && *number != STORE_ABSENT ? arena_printf(arena, "%" PRId64, *number)
                                                : unknown;
}

static size_t add(struct unlike *out, size_t count, const char *what, const char *first,
                  const char *second)
{
    if (strcmp(first, second) == 0)
        return count;
    out[count] = (struct unlike){what, first, second};
    return count + 1;
}

size_t unlike_host(struct unlike *out, const struct result *a, const struct result *b,
                   struct arena *arena)
{
    const struct result_session *x = a->session_count > 0 ? &a->sessions[0] : NULL,
                                *y = b->session_count > 0 ? &b->sessions[0] : NULL;
    size_t count = 0;

    for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
        count = add(out, count, texts[i].what, text_at(x, texts[i].offset),
                    text_at(y, texts[i].offset));
    for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
        count = add(out, count, numbers[i].what, number_at(x, numbers[i].offset, arena),
                    number_at(y, numbers[i].offset, arena));
    for (size_t i = 0; i < ARRAY_SIZE(of_campaign); i++)
        count = add(out, count, of_campaign[i].what, text_at(a, of_campaign[i].offset),
                    text_at(b, of_campaign[i].offset));
    return count;
}
