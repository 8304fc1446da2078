/* SPDX-License-Identifier: MIT
 * From a request to a filled plan. */
#include "cli/conduct.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/units.h"
#include "cli/progress.h"
#include "cli/voice.h"
#include "judge/ratios.h"
#include "judge/reader.h"

struct watcher {
    struct conduct *conduct;
    struct progress *progress;
    int64_t started_ns; /* of the trials */
};

int conduct_seed(const struct settings *settings, uint64_t *out, struct err *err)
{
    uint32_t drawn;
    int64_t given;
    int r;

    if (settings->seed != NULL) {
        if ((r = units_parse_integer(&given, settings->seed, 0, INT64_MAX, err)) < 0)
            return err_prefix(err, r, "--seed");
        *out = (uint64_t)given;
        return 0;
    }
    if (getrandom(&drawn, sizeof(drawn), 0) != (ssize_t)sizeof(drawn))
        return err_sys(err, "getrandom");
    *out = drawn;
    return 0;
}

/* -------------------------------------------------------------- precision */

/* Of the only cell there is: half of its median's interval, as a share. */
static double width_of_median(const struct result *result, enum metric metric)
{
    const struct interval ci = result_figure(&result->cells[0].metric[metric]).ci;

    return ci.low > 0 ? sqrt(ci.high / ci.low) - 1 : INFINITY;
}

/* Energy where it is measured, else time. */
static enum metric metric_of(const struct result *result)
{
    return strcmp(result->energy_source, "absent") != 0 ? METRIC_ENERGY : METRIC_WALL;
}

/* The widest interval of what was asked. */
static int widest(double *out, const struct result *result, const char *reference,
                  struct err *err)
{
    enum metric metric = metric_of(result);
    struct ratios *ratios = NULL;
    int r;

    if (result->cell_count == 1) {
        *out = width_of_median(result, metric);
        return 0;
    }
    if ((r = ratios_make(&ratios, result, reference, NULL, metric, RESULT_LEVEL, err)) < 0)
        return r;
    *out = ratios_widest(ratios, NULL, NULL);
    ratios_free(ratios);
    return 0;
}

static int look_at_precision(struct conduct *c, int64_t campaign_id, struct err *err)
{
    struct result *result = NULL;
    double width;
    int r;

    if ((r = reader_load(&result, c->store, campaign_id, err)) < 0)
        return r;
    if ((r = widest(&width, result, c->reference, err)) == 0)
        c->precise = width <= c->precision;
    result_free(result);
    return r;
}

/* The stop rule: so many blocks, so much time, so precise. */
static int is_enough(void *context, int64_t campaign_id, int64_t block, bool *out,
                     struct err *err)
{
    struct watcher *w = context;
    struct conduct *c = w->conduct;
    int r;

    *out = false;
    if (c->enough != NULL)
        return c->enough(c->enough_context, campaign_id, block, out, err);
    if (block < c->least_blocks || clock_now_ns() - w->started_ns < c->least_ns)
        return 0;
    if (c->precision > 0 && (r = look_at_precision(c, campaign_id, err)) < 0)
        return r;
    *out = c->precision == 0 || c->precise;
    return 0;
}

static void tell(void *context, const struct campaign_progress *now)
{
    progress_tell(((struct watcher *)context)->progress, now);
}

/* ---------------------------------------------------------------- session */

static int create_or_resume(struct conduct *c, struct err *err)
{
    int r;

    if (c->resume) {
        r = campaign_resume(c->store, &c->request, &c->campaign_id, err);
        c->resumed = r == 0;
        if (r != -ENOENT)
            return r;
    }
    return campaign_create(c->store, &c->request, &c->campaign_id, err);
}

static int open_session(struct session *session, struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;
    const struct session_request request = {
        .launcher = context->launcher,
        .meter = context->meter,
        .energy_reason = context->no_energy.text,
        .root = s->sysroot != NULL ? s->sysroot : "",
        .cpus = s->cpus,
        .counters = &context->counters,
        .uid = context->principal.uid,
    };

    return session_open(session, &request, err);
}

int conduct_campaign(struct context *context, struct conduct *c, struct err *err)
{
    struct watcher watcher = {.conduct = c};
    struct session session = {0};
    int r;

    c->request.arena = &context->arena;
    c->request.directory = context->settings.directory;
    if ((r = progress_open(&watcher.progress,
                           context->settings.quiet ? "none" : context->settings.progress,
                           err)) < 0)
        goto out;
    const struct campaign_hooks hooks = {
        .context = &watcher,
        .progress = tell,
        .enough = c->enough != NULL || c->precision > 0 || c->least_ns > 0 ? is_enough : NULL,
        .stop = context->stop,
    };
    /* First, since it may refuse what was asked: no campaign is left behind then. */
    if ((r = open_session(&session, context, err)) < 0)
        goto out;
    if ((r = create_or_resume(c, err)) < 0)
        goto out;
    if (c->announce != NULL)
        c->announce(context, c);
    if (context->principal.is_root && !context->told_of_root)
        mention(context, "root itself, with no user behind it: what is measured runs as root");
    context->told_of_root = true;
    if ((r = campaign_build(c->store, &c->request, context->launcher, &hooks, err)) < 0 ||
        (r = session_store(&session, c->store, c->campaign_id, err)) < 0)
        goto out;
    watcher.started_ns = clock_now_ns();
    const bool commands = c->request.cell_count > 0 && c->request.cells[0].workload == NULL;
    if (commands)
        store_gather(c->store);
    if ((r = affinity_apply_harness(commands ? &session.unpinned : &session.pinned, err)) == 0)
        r = campaign_run(c->store, &c->request, c->campaign_id, &session, &hooks, &c->outcome,
                         err);
out:
    session_close(&session);
    progress_close(watcher.progress);
    return r;
}
