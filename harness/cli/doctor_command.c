/* SPDX-License-Identifier: MIT
 * polyjoule doctor: what can be measured here, what spoils it, and what to do about it. */
#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/units.h"
#include "campaign/session.h"
#include "campaign/toolchain.h"
#include "cli/conduct.h"
#include "cli/doctor_fix.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "judge/reader.h"
#include "judge/toolchain_label.h"
#include "sys/host.h"
#include "sys/quiet.h"

#define AT(field) offsetof(struct settings, field)

/* Worse than this many CPUs' worth of other work is worth a word. */
static const double background_limit = 0.02;
static const int64_t background_window_ns = 500 * NS_PER_MS;

static const struct option_row rows[] = {
    {0, "energy", OPTION_TEXT, AT(energy), "SOURCE",
     "try only rapl-perf, rapl-powercap or simulated:FILE"},
    {0, "fix", OPTION_FLAG, AT(fix), NULL,
     "quiet the machine's settings until --restore; what was found is recorded first"},
    {0, "settings", OPTION_COMMAS, AT(quieted), "S,S",
     "only these: governor, preference, boost, watchdog; or also counters, for which everybody "
     "may read the machine's"},
    {0, "dry-run", OPTION_FLAG, AT(dry_run), NULL, "say what --fix would set, and set nothing"},
    {0, "restore", OPTION_FLAG, AT(restore), NULL,
     "put back exactly what --fix found, after a crash too"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

enum { FACT_COLUMN = 24, SELF_TEST_PAIRS = 20, NOISE_LIMIT = 5 /* percent */ };

enum grade { GRADE_GOOD, GRADE_ODD, GRADE_BAD, GRADE_ABSENT };

/* The report under way: the same facts as text and as JSON. */
struct examination {
    struct context *context;
    struct text out;
    json_t *findings;
    const char *section;
    size_t bad, odd;
};

static void begin(struct examination *e, const char *section)
{
    e->section = section;
    text_printf(&e->out, "\n%s\n", section);
}

/* One finding; REMEDY may be NULL. */
static void find(struct examination *e, enum grade grade, const char *name, const char *remedy,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));

static void find(struct examination *e, enum grade grade, const char *name, const char *remedy,
                 const char *format, ...)
{
    static const char *const signs[] = {"ok", "! ", "NO", "- "};
    static const char *const words[] = {"good", "odd", "bad", "absent"};
    struct text fact = {0};
    va_list args;

    va_start(args, format);
    text_vprintf(&fact, format, args);
    va_end(args);
    text_printf(&e->out, "  %s %-18s ", signs[grade], name);
    text_add_wrapped(&e->out, text_string(&fact), FACT_COLUMN, FACT_COLUMN,
                     (size_t)screen_width());
    if (remedy != NULL)
        text_printf(&e->out, "\n%*s-> %s", FACT_COLUMN, "", remedy);
    text_add(&e->out, "\n");
    json_array_append_new(e->findings,
                          json_pack("{s:s, s:s, s:s, s:s, s:s?}", "section", e->section, "name",
                                    name, "grade", words[grade], "fact", text_string(&fact),
                                    "remedy", remedy));
    e->bad += grade == GRADE_BAD;
    e->odd += grade == GRADE_ODD;
    text_free(&fact);
}

/* ----------------------------------------------------------------- energy */

static void examine_channel(struct examination *e, const struct session *s, size_t i)
{
    const struct meter_channel *channel = &s->channels[i];
    const struct certificate_channel *found = &s->certificate.channel[i];
    bool allowed = session_channel_counts(s, i);
    char name[48];

    snprintf(name, sizeof(name), channel->die > 0 ? "%s %d.%d" : "%s %d",
             meter_domain_name(channel->domain), channel->package, channel->die);
    find(e, allowed ? GRADE_GOOD : GRADE_BAD, name,
         allowed ? NULL : "no joule is reported from it", "%s: %s by %s%s%s",
         certificate_verdict_name(found->verdict), meter_source_name(channel->source),
         channel->resolver, found->reason[0] != '\0' ? "; " : "", found->reason);
}

static void examine_energy(struct examination *e, const struct session *s)
{
    char tick[UNITS_TEXT_SIZE], shortest[UNITS_TEXT_SIZE];

    begin(e, "Energy");
    if (s->channel_count == 0) {
        find(e, GRADE_ABSENT, "joules", NULL, "none: %s", s->energy_reason);
        find(e, GRADE_GOOD, "everything else", NULL,
             "time, CPU time, memory and faults are measured all the same");
        return;
    }
    for (size_t i = 0; i < s->channel_count; i++)
        examine_channel(e, s, i);
    if (s->certificate.tick_ns > 0)
        find(e, GRADE_GOOD, "refreshed", NULL, "every %s: a run of %s is known to 1 %%",
             units_format(tick, (double)s->certificate.tick_ns, UNIT_NANOSECONDS),
             units_format(shortest, 100 * (double)s->certificate.tick_ns, UNIT_NANOSECONDS));
    if (s->certificate.notes[0] != '\0')
        find(e, GRADE_ODD, "notes", NULL, "%s", s->certificate.notes);
}

/* ----------------------------------------------------------------- machine */

/* What --fix has set stays so until it is put back, whoever forgot it. */
static void examine_quiet(struct examination *e, const char *root)
{
    struct quiet_changes recorded;
    struct err err;

    if (quiet_recorded(&recorded, root, &e->context->arena, &err) < 0)
        find(e, GRADE_BAD, "quieted", NULL, "%s", err.text);
    else if (recorded.count > 0)
        find(e, GRADE_GOOD, "quieted", "sudo polyjoule doctor --restore",
             "%zu settings are changed; what they were is in %s" QUIET_RECORD, recorded.count,
             root);
}

static void examine_machine(struct examination *e, const char *root)
{
    struct machine machine;
    struct host_state state;
    struct err err;

    begin(e, "Machine");
    if (machine_read(&machine, root, &err) < 0) {
        find(e, GRADE_BAD, "machine", NULL, "%s", err.text);
        return;
    }
    find(e, GRADE_GOOD, "CPU", NULL, "%s: %d package%s, %d cores, %d threads",
         machine.cpu_model, machine.packages, machine.packages == 1 ? "" : "s", machine.cores,
         machine.threads);
    if (machine.hypervisor[0] != '\0')
        find(e, GRADE_ODD, "virtual machine", NULL,
             "others share the hardware; look at steal time (hypervisor: %s)",
             machine.hypervisor);
    machine_free(&machine);
    if (host_state_read(&state, root, &err) < 0) {
        find(e, GRADE_BAD, "state", NULL, "%s", err.text);
        return;
    }
    if (state.governor[0] == '\0')
        find(e, GRADE_ABSENT, "governor", NULL, "this machine does not tell");
    else
        find(e, strcmp(state.governor, "performance") == 0 ? GRADE_GOOD : GRADE_ODD, "governor",
             strcmp(state.governor, "performance") == 0
                 ? NULL
                 : "for publishing: sudo polyjoule doctor --fix",
             "%s", state.governor);
    if (state.turbo >= 0)
        find(e, state.turbo == 0 ? GRADE_GOOD : GRADE_ODD, "turbo",
             state.turbo == 0 ? NULL : "for publishing: sudo polyjoule doctor --fix",
             state.turbo == 0 ? "off" : "on: frequency follows heat and neighbours");
    if (state.smt >= 0)
        find(e, GRADE_GOOD, "SMT", NULL, state.smt == 1 ? "on; siblings are avoided" : "off");
    if (state.sgx == 1)
        find(e, GRADE_ODD, "SGX", NULL, "the CPU may add noise to RAPL (INTEL-SA-00389)");
}

static void examine_background(struct examination *e, const struct session *s)
{
    struct interference_reading before, after;
    double cpus = (double)sysconf(_SC_NPROCESSORS_ONLN);
    struct err err;

    if (interference_read(s->interference, &before, &err) < 0)
        return;
    clock_sleep_until_ns(clock_now_ns() + background_window_ns);
    if (interference_read(s->interference, &after, &err) < 0)
        return;
    double share =
        (double)(after.busy_ns - before.busy_ns) / (double)background_window_ns / cpus;
    double steal =
        (double)(after.steal_ns - before.steal_ns) / (double)background_window_ns / cpus;
    find(e, share <= background_limit ? GRADE_GOOD : GRADE_ODD, "other work",
         share <= background_limit ? NULL
                                   : "close what is running; trials it meets are set aside",
         "%.1f %% of all CPUs over 0.5 s", 100 * share);
    if (steal > 0)
        find(e, steal <= background_limit ? GRADE_GOOD : GRADE_ODD, "stolen", NULL,
             "%.1f %% taken by the hypervisor", 100 * steal);
}

static void examine_permissions(struct examination *e, const struct session *s,
                                const char *root)
{
    const struct principal *p = &e->context->principal;
    struct host_state state;
    struct err err;

    begin(e, "Permissions");
    if (p->is_root)
        find(e, GRADE_ODD, "user", "start it with sudo, or with --user NAME",
             "root itself: measured programs run as root");
    else
        find(e, GRADE_GOOD, "user", NULL, "%s", p->name);
    if (host_state_read(&state, root, &err) == 0 && state.perf_event_paranoid != INT64_MIN)
        find(e, GRADE_GOOD, "perf", NULL, "kernel.perf_event_paranoid is %" PRId64,
             state.perf_event_paranoid);
    if (s->counters.absent[0] != '\0')
        find(e, GRADE_ABSENT, "hardware counters", NULL, "%s", s->counters.absent);
    else
        find(e, GRADE_GOOD, "counters", NULL, "%zu events of the child", s->counters.count);
}

/* -------------------------------------------------------------- toolchains */

static void examine_toolchains(struct examination *e)
{
    struct context *context = e->context;
    struct catalog catalog = {0};
    struct paths paths;
    struct err err;

    begin(e, "Toolchains");
    if (paths_find(&paths, context->settings.database, NULL, &context->arena, &err) < 0 ||
        catalog_load(&catalog, paths.bench, paths.runners, &err) < 0) {
        find(e, GRADE_BAD, "catalogue", NULL, "%s", err.text);
        return;
    }
    for (size_t r = 0; r < catalog.runner_count; r++) {
        const struct runner *runner = &catalog.runners[r];
        for (size_t t = 0; t < runner->toolchain_count; t++) {
            char label[TOOLCHAIN_LABEL_SIZE];
            struct toolchain found;
            if (toolchain_find(&found, runner, &runner->toolchains[t], context->launcher,
                               &context->arena, &err) == 0)
                find(e, GRADE_GOOD, runner->title, NULL, "%s, %s",
                     toolchain_label(label, found.name, found.version), found.path);
            else
                find(e, GRADE_ABSENT, runner->title, NULL, "%s", err.text);
        }
    }
    catalog_free(&catalog);
}

/* ---------------------------------------------------------------- self-test */

/* On a slow or emulated machine there are fewer pairs. */
static const int64_t self_test_budget_ns = 3 * NS_PER_S;

/* Some 20 ms of work that every machine has a program for. */
static const char *const busy_argv[] = {
    "/bin/sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done", NULL};

static int measure_twice(struct context *context, struct effect *out, struct err *err)
{
    struct campaign_cell cells[2];
    struct context quiet = *context;
    struct conduct c = {.request = {.kind = "measure",
                                    .selection = "{}",
                                    .mode = "process",
                                    .tool_version = POLYJOULE_VERSION,
                                    .blocks = SELF_TEST_PAIRS,
                                    .budget_ns = self_test_budget_ns,
                                    .warmups = 1,
                                    .seed = 1,
                                    .cells = cells,
                                    .cell_count = ARRAY_SIZE(cells),
                                    .input = -1}};
    struct result *result = NULL;
    int r;

    for (size_t i = 0; i < ARRAY_SIZE(cells); i++)
        cells[i] = (struct campaign_cell){.label = i == 0 ? "A" : "B",
                                          .argv = busy_argv,
                                          .n = -1,
                                          .seed = -1,
                                          .expected_bytes = -1,
                                          .deadline_ns = 60 * NS_PER_S,
                                          .threads = 1};
    quiet.settings.quiet = true;
    quiet.meter = NULL; /* its time is what is looked at */
    snprintf(quiet.no_energy.text, sizeof(quiet.no_energy.text), "self-test");
    if ((r = store_open(&c.store, "", STORE_WRITE, err)) < 0 ||
        (r = conduct_campaign(&quiet, &c, err)) < 0 ||
        (r = reader_load(&result, c.store, c.campaign_id, err)) < 0)
        goto out;
    *out = result_ratio(&result->cells[0], &result->cells[1], METRIC_WALL, RESULT_LEVEL);
out:
    result_free(result);
    store_close(c.store);
    return r;
}

/* The same program as A and as B: what this machine takes for a difference. What 20 pairs would
 * find four times in five is 2.8 standard errors away (STATISTICS.md 4: z of 0.975 and of 0.8).
 */
static void examine_noise(struct examination *e)
{
    struct effect effect;
    struct err err;

    begin(e, "Self-test");
    if (measure_twice(e->context, &effect, &err) < 0) {
        find(e, GRADE_BAD, "A against A", NULL, "%s", err.text);
        return;
    }
    if (effect.pairs < 3) {
        find(e, GRADE_ODD, "A against A", NULL, "this machine is too slow for it");
        return;
    }
    double least = 100 * expm1(2.8 * effect.log_se);
    find(e, least < NOISE_LIMIT ? GRADE_GOOD : GRADE_ODD, "A against A", NULL,
         "%.3fx [%.3f, %.3f] in %zu pairs of some 20 ms; they would mostly miss a difference "
         "under %.2g %%",
         effect.ratio, effect.ci.low, effect.ci.high, effect.pairs, least);
}

/* ----------------------------------------------------------------- verdict */

static void conclude(struct examination *e, const struct session *s)
{
    size_t counted = 0;

    for (size_t i = 0; i < s->channel_count; i++)
        counted += session_channel_counts(s, i);
    if (e->bad > 0)
        text_printf(&e->out, "\n%zu thing%s to mend first (NO above).\n", e->bad,
                    e->bad == 1 ? "" : "s");
    else if (e->odd > 0)
        text_printf(&e->out,
                    "\nGood for exploring; for publishing look at the %zu line%s with '!'.\n",
                    e->odd, e->odd == 1 ? "" : "s");
    else
        text_add(&e->out, "\nGood.\n");
    if (counted == 0)
        text_add(&e->out,
                 "Energy claims cannot be answered here; everything about time can.\n");
}

static int print(struct examination *e, const struct session *s)
{
    struct text json = {0};
    int status;

    if (strcmp(e->context->settings.format, "json") != 0) {
        conclude(e, s);
        return say(&e->out);
    }
    json_t *document =
        json_pack("{s:s, s:O}", "schema", "polyjoule.doctor/1", "findings", e->findings);
    char *text = json_dumps(document, JSON_INDENT(2));
    text_printf(&json, "%s\n", text);
    status = say(&json);
    free(text);
    json_decref(document);
    text_free(&json);
    return status;
}

static int run(struct context *context)
{
    const char *root = context->settings.sysroot != NULL ? context->settings.sysroot : "";
    struct examination e = {.context = context, .findings = json_array()};
    const struct session_request request = {.launcher = context->launcher,
                                            .meter = context->meter,
                                            .energy_reason = context->no_energy.text,
                                            .root = root,
                                            .counters = &context->counters,
                                            .uid = context->principal.uid};
    struct session session;
    struct err err;
    int r;

    if (context->settings.fix || context->settings.restore) {
        json_decref(e.findings);
        return doctor_fix(context);
    }
    if ((r = session_open(&session, &request, &err)) < 0) {
        json_decref(e.findings);
        return complain(status_of(r), "%s", err.text);
    }
    text_printf(&e.out, "polyjoule %s\n", POLYJOULE_VERSION);
    examine_energy(&e, &session);
    examine_machine(&e, root);
    examine_quiet(&e, root);
    examine_background(&e, &session);
    examine_permissions(&e, &session, root);
    examine_toolchains(&e);
    examine_noise(&e);
    int status = print(&e, &session);
    session_close(&session);
    json_decref(e.findings);
    text_free(&e.out);
    return status != EXIT_YES ? status : e.bad > 0 ? EXIT_UNDECIDED : EXIT_YES;
}

const struct command command_doctor = {
    .name = "doctor",
    .summary = "Say what can be measured here, what spoils it, and what to do",
    .usage = "[options]",
    .rows = rows,
    .notes = "--fix sets every CPU's frequency governor and preference to performance, boost "
             "off and\n"
             "the NMI watchdog off, where the machine has them. scripts/quiet COMMAND does it "
             "for as\n"
             "long as a command takes.\n",
    .meters = true,
    .run = run,
};
