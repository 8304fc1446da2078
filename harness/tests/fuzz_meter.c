/* SPDX-License-Identifier: MIT
 * The small files that a meter reads: the first byte says which, the rest is its text. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "energy/busy.h"
#include "energy/powercap_zone.h"
#include "energy/rapl_pmu.h"
#include "energy/script.h"
#include "fuzz.h"
#include "sys/root.h"

static void event(const char *text)
{
    const char *format = strchr(text, '\n');
    char *code = mem_dup(text);
    uint64_t config;
    struct err err;

    code[strcspn(code, "\n")] = '\0';
    (void)rapl_parse_event(&config, code, format != NULL ? format + 1 : "config:0-7", &err);
    free(code);
}

static void scale(const char *text)
{
    struct err err;
    int shift;

    if (rapl_parse_scale(&shift, text, &err) == 0 && (shift < 10 || shift > 40))
        abort();
}

static void zone(const char *text)
{
    enum meter_domain domain;
    int package = 0, die = 0;

    if (powercap_parse_name(text, &domain, &package, &die) && (package < 0 || die < 0))
        abort();
}

static void script(const char *text)
{
    struct script *parsed = mem_alloc(1, sizeof(*parsed));
    struct err err;

    if (script_parse(parsed, text, &err) == 0)
        for (size_t i = 0; i < parsed->count; i++)
            if (parsed->channel[i].back_ns == 0 &&
                script_energy_nj(&parsed->channel[i], INT64_C(1) << 40, 12345) < 0)
                abort();
    free(parsed);
}

static void stat_line(const char *text)
{
    int64_t jiffies;
    int cpu;

    if (busy_parse_line(text, &cpu, &jiffies) && (cpu < 0 || jiffies < 0))
        abort();
}

static void cpus(const char *text)
{
    int list[64];
    struct err err;
    int count = root_parse_cpus(text, list, 64, &err);

    for (int i = 1; i < count; i++)
        if (list[i] <= list[i - 1])
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const readers[])(const char *) = {event,  scale,     zone,
                                                    script, stat_line, cpus};

    if (size == 0)
        return 0;
    char *text = mem_alloc(size, 1);
    memcpy(text, data + 1, size - 1);
    readers[(size_t)(data[0] - '0') % ARRAY_SIZE(readers)](text);
    free(text);
    return 0;
}
