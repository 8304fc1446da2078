/* SPDX-License-Identifier: MIT
 * The perf PMU "power", read from sysfs. */
#include "energy/rapl_pmu.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"
#include "sys/root.h"

#define FOLDER "/sys/bus/event_source/devices/power"

__extension__ typedef unsigned __int128 wide;

static const struct {
    const char *sysfs, *pfm;
} names[METER_DOMAINS] = {
    [METER_PACKAGE] = {"energy-pkg", "RAPL_ENERGY_PKG"},
    [METER_CORES] = {"energy-cores", "RAPL_ENERGY_CORES"},
    [METER_UNCORE] = {"energy-gpu", "RAPL_ENERGY_GPU"},
    [METER_DRAM] = {"energy-ram", "RAPL_ENERGY_DRAM"},
    [METER_PSYS] = {"energy-psys", "RAPL_ENERGY_PSYS"},
};

const char *rapl_event_name(enum meter_domain domain)
{
    return names[domain].sysfs;
}

const char *rapl_pfm_name(enum meter_domain domain)
{
    return names[domain].pfm;
}

/* "config:LOW-HIGH" or "config:LOW": the bits that the code is put into. */
static bool parse_format(const char *format, unsigned *low, unsigned *high)
{
    int end = 0;

    if (sscanf(format, "config:%2u-%2u%n", low, high, &end) != 2) {
        if (sscanf(format, "config:%2u%n", low, &end) != 1)
            return false;
        *high = *low;
    }
    return format[end] == '\0' && *low <= *high && *high < 64;
}

int rapl_parse_event(uint64_t *config, const char *text, const char *format, struct err *err)
{
    static const char stem[] = "event=0x";
    unsigned low, high;
    char *end;

    if (!parse_format(format, &low, &high))
        return err_set(err, -EINVAL, "format '%.40s' is not config:LOW-HIGH", format);
    if (strncmp(text, stem, strlen(stem)) != 0 ||
        strspn(text + strlen(stem), "0123456789abcdefABCDEF") == 0)
        return err_set(err, -EINVAL, "'%.40s' is not event=0xCODE", text);
    errno = 0;
    uint64_t code = strtoull(text + strlen(stem), &end, 16);
    unsigned bits = high - low + 1;
    if (*end != '\0' || errno == ERANGE || (bits < 64 && code >> bits != 0))
        return err_set(err, -EINVAL, "'%.40s' is no code of %u bits", text, bits);
    *config = code << low;
    return 0;
}

int rapl_parse_scale(int *shift, const char *text, struct err *err)
{
    double scale;
    int exponent;

    if (units_parse_number(&scale, text, err) < 0 || scale <= 0 ||
        frexp(scale, &exponent) != 0.5 || exponent - 1 < -40 || exponent - 1 > -10)
        return err_set(err, -EINVAL, "scale '%.60s' is not one of RAPL's (2^-32 J is expected)",
                       text);
    *shift = 1 - exponent;
    return 0;
}

int64_t rapl_nj(uint64_t count, int shift)
{
    bool back = count > INT64_MAX;
    uint64_t size = back ? -count : count;
    int64_t nj = (int64_t)((wide)size * 1000000000 >> shift);

    return back ? -nj : nj;
}

static int read_file(const char *root, enum meter_domain domain, const char *suffix,
                     char buffer[static 128], struct err *err)
{
    char path[160];

    snprintf(path, sizeof(path), FOLDER "/events/%s%s", names[domain].sysfs, suffix);
    return root_read(root, path, buffer, 128, err);
}

/* Unit and scale, or what is wrong with them. */
static int read_scale(struct rapl_event *event, const char *root, struct err *err)
{
    char text[128];
    int r;

    if ((r = read_file(root, event->domain, ".unit", text, err)) < 0)
        return r;
    if (strcmp(text, "Joules") != 0)
        return err_set(err, -EINVAL, "unit '%.40s' is not Joules", text);
    if ((r = read_file(root, event->domain, ".scale", text, err)) < 0)
        return r;
    return rapl_parse_scale(&event->shift, text, err);
}

/* -ENOENT where the PMU does not have the domain. */
static int read_event(struct rapl_event *event, const char *root, enum meter_domain domain,
                      const char *format, struct err *err)
{
    char text[128];
    int r;

    *event = (struct rapl_event){.domain = domain};
    if ((r = read_file(root, domain, "", text, err)) == -ENOENT)
        return r;
    if (r < 0 || (r = rapl_parse_event(&event->config, text, format, err)) < 0 ||
        (r = read_scale(event, root, err)) < 0)
        snprintf(event->defect, sizeof(event->defect), "sysfs, %s: %.120s", names[domain].sysfs,
                 err->text);
    return 0;
}

/* An unreadable or empty mask is no error: topology tells enough. */
static void read_mask(struct rapl_pmu *out, const char *root)
{
    char text[ROOT_FILE_SIZE];
    struct err unused;
    int count = -1;

    if (root_read(root, FOLDER "/cpumask", text, sizeof(text), &unused) >= 0)
        count = root_parse_cpus(text, out->mask, PLACES_MAX, &unused);
    out->mask_count = count > 0 ? (size_t)count : 0;
}

int rapl_pmu_read(struct rapl_pmu *out, const char *root, struct err *err)
{
    char format[128];
    int64_t type;
    int r;

    *out = (struct rapl_pmu){0};
    if ((r = root_read_integer(root, FOLDER "/type", &type, err)) < 0)
        return r == -ENOENT ? -ENODEV : r;
    if (type < 0 || type > UINT32_MAX)
        return err_set(err, -EINVAL, FOLDER "/type: %" PRId64 " is no PMU's number", type);
    out->type = (uint32_t)type;
    read_mask(out, root);
    if (root_read(root, FOLDER "/format/event", format, sizeof(format), err) < 0)
        snprintf(format, sizeof(format), "config:0-63");
    for (int domain = 0; domain < METER_DOMAINS; domain++)
        if (read_event(&out->event[out->count], root, (enum meter_domain)domain, format, err) ==
            0)
            out->count++;
    if (out->count == 0)
        return err_set(err, -ENODEV, "the perf PMU 'power' lists no energy event");
    return 0;
}
