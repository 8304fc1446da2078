/* SPDX-License-Identifier: MIT
 * Reading and playing the script of a simulated meter. */
#include "energy/script.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/units.h"

__extension__ typedef __int128 wide;

/* The words that may follow "channel DOMAIN PACKAGE", each with a number. */
static const struct key {
    const char *name;
    double factor, most; /* of the number, to the field's unit */
    size_t offset;
} keys[] = {
    {"idle", 1e3, 1e5, offsetof(struct script_channel, idle_mw)},
    {"busy", 1e3, 1e5, offsetof(struct script_channel, busy_mw)},
    {"tick_us", 1e3, 1e8, offsetof(struct script_channel, tick_ns)},
    {"step_nj", 1, 1e10, offsetof(struct script_channel, step_nj)},
    {"back_mj", 1e6, 1e9, offsetof(struct script_channel, back_nj)},
    {"back_every_ms", 1e6, 1e8, offsetof(struct script_channel, back_ns)},
    {"freeze_ms", 1e6, 1e9, offsetof(struct script_channel, freeze_ns)},
};

static int parse_domain(enum meter_domain *out, const char *word, struct err *err)
{
    for (int domain = 0; word != NULL && domain < METER_DOMAINS; domain++) {
        if (strcmp(word, meter_domain_name((enum meter_domain)domain)) == 0) {
            *out = (enum meter_domain)domain;
            return 0;
        }
    }
    return err_set(err, -EINVAL,
                   "'%s' is no domain; expected package, cores, uncore, dram or psys",
                   word != NULL ? word : "");
}

static int parse_number(int *out, const char *word, struct err *err)
{
    int64_t value;
    int r = units_parse_integer(&value, word != NULL ? word : "", 0, 1023, err);

    *out = r < 0 ? 0 : (int)value;
    return r;
}

static int parse_key(struct script_channel *channel, const char *name, const char *number,
                     struct err *err)
{
    double value;
    int r;

    if (strcmp(name, "die") == 0)
        return parse_number(&channel->die, number, err);
    for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
        if (strcmp(name, keys[i].name) != 0)
            continue;
        if ((r = units_parse_number(&value, number != NULL ? number : "", err)) < 0)
            return err_prefix(err, r, "%s", name);
        if (value < 0 || value > keys[i].most)
            return err_set(err, -EINVAL, "%s: %s is out of range", name, number);
        int64_t field = (int64_t)(value * keys[i].factor + 0.5);
        memcpy((char *)channel + keys[i].offset, &field, sizeof(field));
        return 0;
    }
    return err_set(err, -EINVAL, "'%s' is no word of a channel", name);
}

/* LINE is "channel DOMAIN PACKAGE [WORD NUMBER]...", or empty. */
static int parse_line(struct script *out, char *line, struct err *err)
{
    struct script_channel channel = {.tick_ns = NS_PER_MS, .step_nj = 61035};
    char *rest = line;
    const char *word = strtok_r(line, " \t\r", &rest);
    int r;

    if (word == NULL)
        return 0;
    if (strcmp(word, "channel") != 0)
        return err_set(err, -EINVAL, "'%s' is not 'channel'", word);
    if ((r = parse_domain(&channel.domain, strtok_r(NULL, " \t\r", &rest), err)) < 0 ||
        (r = parse_number(&channel.package, strtok_r(NULL, " \t\r", &rest), err)) < 0)
        return r;
    while ((word = strtok_r(NULL, " \t\r", &rest)) != NULL)
        if ((r = parse_key(&channel, word, strtok_r(NULL, " \t\r", &rest), err)) < 0)
            return r;
    if (channel.tick_ns == 0 || channel.step_nj == 0)
        return err_set(err, -EINVAL, "tick_us and step_nj cannot be 0");
    if (channel.freeze_ns > 0 && channel.busy_mw > 0)
        return err_set(err, -EINVAL, "freeze_ms goes with a power that is constant, not busy");
    if (out->count == METER_CHANNELS_MAX)
        return err_set(err, -EINVAL, "more than %d channels", METER_CHANNELS_MAX);
    out->channel[out->count++] = channel;
    return 0;
}

int script_parse(struct script *out, const char *text, struct err *err)
{
    char *copy = mem_dup(text);
    char *rest = copy;
    int r = 0;

    *out = (struct script){0};
    for (int number = 1; r == 0 && rest != NULL; number++) {
        char *line = strsep(&rest, "\n");
        line[strcspn(line, "#")] = '\0';
        if ((r = parse_line(out, line, err)) < 0)
            r = err_prefix(err, -EINVAL, "line %d", number);
    }
    if (r == 0 && out->count == 0)
        r = err_set(err, -EINVAL, "the script has no channel");
    free(copy);
    return r;
}

static int64_t clamp(wide value)
{
    if (value > INT64_MAX)
        return INT64_MAX;
    return value < INT64_MIN ? INT64_MIN : (int64_t)value;
}

int64_t script_energy_nj(const struct script_channel *channel, int64_t t_ns, int64_t busy_ns)
{
    if (channel->freeze_ns > 0 && t_ns > channel->freeze_ns)
        t_ns = channel->freeze_ns;
    t_ns -= t_ns % channel->tick_ns;
    wide nj =
        ((wide)channel->idle_mw * t_ns + (wide)channel->busy_mw * busy_ns) / 1000; /* mW x ns */
    nj -= nj % channel->step_nj;
    if (channel->back_ns > 0)
        nj -= (wide)(t_ns / channel->back_ns) * channel->back_nj;
    return clamp(nj);
}
