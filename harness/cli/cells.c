/* SPDX-License-Identifier: MIT
 * Selection x toolchains x flags = cells. */
#include "cli/cells.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/units.h"
#include "cli/voice.h"
#include "sys/host.h"

static const int64_t default_deadline_ns = 600 * NS_PER_S;

static bool in_list(const struct option_list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->items[i], name) == 0)
            return true;
    return false;
}

/* --lang is shorthand for a term of the selection. */
static int resolve(struct cells *c, struct context *context, const char *variant,
                   struct err *err)
{
    const struct settings *s = &context->settings;
    size_t count = context->words.count;
    const char **terms =
        arena_alloc(&context->arena, count + s->languages.count, sizeof(*terms));

    if (count > 0)
        memcpy(terms, context->words.items, count * sizeof(*terms));
    for (size_t i = 0; i < s->languages.count; i++)
        terms[count++] = arena_printf(&context->arena, "lang:%s", s->languages.items[i]);
    return selection_resolve(&c->catalog, terms, count,
                             s->variant != NULL ? s->variant : variant, &c->selected,
                             &c->selected_count, err);
}

int cells_select(struct cells *out, struct context *context, const char *variant,
                 struct err *err)
{
    struct cells c = {0};
    int r;

    if ((r = paths_find(&c.paths, context->settings.database, context->settings.catalog,
                        &context->arena, err)) < 0 ||
        (r = catalog_load(&c.catalog, c.paths.bench, c.paths.runners, err)) < 0)
        goto out;
    r = resolve(&c, context, variant, err);
out:
    if (r < 0)
        cells_free(&c);
    else
        *out = c;
    return r;
}

/* ------------------------------------------------------------- toolchains */

static bool language_selected(const struct cells *c, const char *language)
{
    for (size_t i = 0; i < c->selected_count; i++)
        if (strcmp(c->selected[i].implementation->language, language) == 0)
            return true;
    return false;
}

/* "all" is every one; a list, those; nothing, the runner's first. */
static bool toolchain_wanted(const struct settings *s, const struct runner *runner,
                             size_t index)
{
    if (s->toolchains.count == 0)
        return index == 0;
    return in_list(&s->toolchains, "all") ||
           in_list(&s->toolchains, runner->toolchains[index].name);
}

static void find(struct found_toolchain *f, struct context *context)
{
    struct err err;

    f->found = toolchain_find(&f->toolchain, f->runner, f->wanted, context->launcher,
                              &context->arena, &err) == 0;
    if (!f->found)
        f->missing = arena_dup(&context->arena, err.text);
}

static void look_for(struct cells *c, struct context *context, const struct runner *runner,
                     size_t index)
{
    struct found_toolchain f = {.runner = runner, .wanted = &runner->toolchains[index]};

    find(&f, context);
    c->toolchains = mem_grow(c->toolchains, c->toolchain_count, sizeof(*c->toolchains));
    c->toolchains[c->toolchain_count++] = f;
}

const struct found_toolchain *cells_native(const struct cells *c,
                                           const struct implementation *implementation)
{
    for (size_t i = 0; implementation->native != NULL && i < c->native_count; i++)
        if (strcmp(c->natives[i].runner->language, implementation->native) == 0)
            return &c->natives[i];
    return NULL;
}

/* That an implementation's native language has no runner is a mistake: nothing could build it.
 */
static int look_for_native(struct cells *c, struct context *context,
                           const struct selected *selected, struct err *err)
{
    const struct implementation *i = selected->implementation;

    if (i->native == NULL || cells_native(c, i) != NULL)
        return 0;
    struct found_toolchain f = {.runner = catalog_runner(&c->catalog, i->native)};
    if (f.runner == NULL)
        return err_set(err, -EINVAL, "%s/%s/%s: there is no runner for its native part, '%s'",
                       selected->workload->name, i->language, i->variant, i->native);
    f.wanted = &f.runner->toolchains[0];
    find(&f, context);
    c->natives = mem_grow(c->natives, c->native_count, sizeof(*c->natives));
    c->natives[c->native_count++] = f;
    return 0;
}

/* A name that is no toolchain of any runner is a mistake. */
static int check_names(const struct cells *c, const struct settings *s, struct err *err)
{
    for (size_t i = 0; i < s->toolchains.count; i++) {
        bool known = strcmp(s->toolchains.items[i], "all") == 0;
        struct text names = {0};
        for (size_t r = 0; r < c->catalog.runner_count; r++)
            for (size_t t = 0; t < c->catalog.runners[r].toolchain_count; t++) {
                const char *name = c->catalog.runners[r].toolchains[t].name;
                text_printf(&names, " %s", name);
                known = known || strcmp(s->toolchains.items[i], name) == 0;
            }
        if (!known)
            err_set(err, -EINVAL, "--toolchain %s: expected all or some of%s",
                    s->toolchains.items[i], text_string(&names));
        text_free(&names);
        if (!known)
            return -EINVAL;
    }
    return 0;
}

static const struct runner_flags *flags_named(const struct runner *runner, const char *name)
{
    for (size_t i = 0; i < runner->flags_count; i++)
        if (strcmp(runner->flags[i].name, name) == 0)
            return &runner->flags[i];
    return NULL;
}

/* A set of flags that none of the selected languages has is a mistake; that some have not is
 * said. */
static int check_flags(const struct cells *c, const struct context *context, struct err *err)
{
    const struct option_list *wanted = &context->settings.flags;

    for (size_t f = 0; f < wanted->count; f++) {
        struct text without = {0};
        bool known = false;
        for (size_t r = 0; r < c->catalog.runner_count; r++) {
            const struct runner *runner = &c->catalog.runners[r];
            if (!language_selected(c, runner->language))
                continue;
            if (flags_named(runner, wanted->items[f]) != NULL)
                known = true;
            else
                text_printf(&without, "%s%s", without.length > 0 ? ", " : "", runner->language);
        }
        if (known && without.length > 0)
            mention(context, "--flags %s: not of %s, which is left out there", wanted->items[f],
                    text_string(&without));
        text_free(&without);
        if (!known)
            return err_set(err, -EINVAL,
                           "--flags %s: none of the selected languages has such "
                           "a set",
                           wanted->items[f]);
    }
    return 0;
}

int cells_find_toolchains(struct cells *c, struct context *context, struct err *err)
{
    int r = check_names(c, &context->settings, err);

    if (r == 0)
        r = check_flags(c, context, err);

    for (size_t i = 0; r == 0 && i < c->catalog.runner_count; i++) {
        const struct runner *runner = &c->catalog.runners[i];
        if (!language_selected(c, runner->language))
            continue;
        for (size_t t = 0; t < runner->toolchain_count; t++)
            if (toolchain_wanted(&context->settings, runner, t))
                look_for(c, context, runner, t);
    }
    for (size_t i = 0; r == 0 && i < c->selected_count; i++)
        r = look_for_native(c, context, &c->selected[i], err);
    return r;
}

/* ------------------------------------------------------------------ cells */

static size_t toolchains_of(const struct cells *c, const struct runner *runner)
{
    size_t count = 0;

    for (size_t i = 0; i < c->toolchain_count; i++)
        count += c->toolchains[i].runner == runner;
    return count;
}

/* "n-body/rust", with whatever else tells it from the others of the campaign. */
static const char *label_of(const struct cells *c, struct context *context,
                            const struct campaign_cell *cell)
{
    const struct settings *s = &context->settings;
    const struct implementation *i = cell->implementation;
    struct text label = {0};

    text_printf(&label, "%s/%s", cell->workload->name, i->language);
    if (strcmp(i->variant, "plain") != 0)
        text_printf(&label, "/%s", i->variant);
    if (toolchains_of(c, cell->runner) > 1)
        text_printf(&label, " %s", cell->toolchain_name);
    if (s->flags.count > 1)
        text_printf(&label, " %s", cell->flags->name);
    const char *kept = arena_dup(&context->arena, text_string(&label));
    text_free(&label);
    return kept;
}

/* A set of flags that the native language lacks is its first there. */
static void add_native(struct campaign_cell *cell, const struct cells *c, bool built)
{
    const struct found_toolchain *native = cells_native(c, cell->implementation);

    if (native == NULL)
        return;
    cell->native_flags = flags_named(native->runner, cell->flags->name);
    if (cell->native_flags == NULL)
        cell->native_flags = &native->runner->flags[0];
    if (native->found) {
        cell->native = &native->toolchain;
        return;
    }
    cell->toolchain = NULL; /* a build of elsewhere will do */
    if (!built)
        cell->skipped = native->missing;
}

static void add_cell(struct cells *c, struct context *context, const struct selected *selected,
                     const struct found_toolchain *found, const struct runner_flags *flags,
                     const struct campaign_cell *at)
{
    const struct settings *s = &context->settings;
    struct campaign_cell cell = *at;

    cell.workload = selected->workload;
    cell.implementation = selected->implementation;
    cell.runner = found->runner;
    cell.flags = flags;
    cell.toolchain = found->found ? &found->toolchain : NULL;
    cell.toolchain_name = found->wanted->name;
    cell.threads = selected->implementation->threads;
    cell.deadline_ns = s->deadline_ns > 0 ? s->deadline_ns : default_deadline_ns;
    if (!found->found && !s->built)
        cell.skipped = found->missing;
    add_native(&cell, c, s->built);
    cell.label = label_of(c, context, &cell);
    c->items = mem_grow(c->items, c->count, sizeof(*c->items));
    c->items[c->count++] = cell;
}

/* A language that lacks a set is left out of it. */
static void add_cells(struct cells *c, struct context *context, const struct selected *selected,
                      const struct campaign_cell *at)
{
    const struct option_list *wanted = &context->settings.flags;

    for (size_t t = 0; t < c->toolchain_count; t++) {
        const struct found_toolchain *found = &c->toolchains[t];
        if (strcmp(found->runner->language, selected->implementation->language) != 0)
            continue;
        if (wanted->count == 0)
            add_cell(c, context, selected, found, &found->runner->flags[0], at);
        for (size_t f = 0; f < wanted->count; f++) {
            const struct runner_flags *flags = flags_named(found->runner, wanted->items[f]);
            if (flags != NULL)
                add_cell(c, context, selected, found, flags, at);
        }
    }
}

static const struct size *size_with(const struct workload *workload, const char *name,
                                    int64_t n)
{
    for (size_t i = 0; i < workload->size_count; i++)
        if (name != NULL ? strcmp(workload->sizes[i].name, name) == 0
                         : workload->sizes[i].n == n)
            return &workload->sizes[i];
    return NULL;
}

/* The first plain program of FROM that a toolchain here can build, or, with --built, that may
 * be in the cache. */
static struct campaign_cell find_maker(struct context *context, const struct cells *c,
                                       const struct workload *from)
{
    const struct settings *s = &context->settings;
    struct campaign_cell maker = {.workload = from,
                                  .label = from->name,
                                  .seed = -1,
                                  .threads = 1,
                                  .deadline_ns = default_deadline_ns};
    struct toolchain *toolchain = arena_alloc(&context->arena, 1, sizeof(*toolchain));
    struct err why;

    for (size_t i = 0; i < from->implementation_count && maker.toolchain == NULL; i++) {
        const struct implementation *one = &from->implementations[i];
        const struct runner *runner = catalog_runner(&c->catalog, one->language);
        if (runner == NULL || strcmp(one->variant, "plain") != 0)
            continue;
        bool found = toolchain_find(toolchain, runner, &runner->toolchains[0],
                                    context->launcher, &context->arena, &why) == 0;
        if (!found && maker.runner != NULL)
            continue;
        maker.implementation = one;
        maker.runner = runner;
        maker.flags = s->flags.count > 0 ? flags_named(runner, s->flags.items[0]) : NULL;
        if (maker.flags == NULL)
            maker.flags = &runner->flags[0];
        maker.toolchain = found ? toolchain : NULL;
        maker.toolchain_name = runner->toolchains[0].name;
    }
    if (maker.runner == NULL || (maker.toolchain == NULL && !s->built))
        maker.skipped = arena_printf(&context->arena, "no toolchain for %s", from->name);
    return maker;
}

static void place_maker(struct campaign_cell *maker, int64_t n)
{
    const struct size *size = size_with(maker->workload, NULL, n);

    maker->n = n;
    maker->expected = size != NULL ? &size->answer : NULL;
    maker->expected_bytes = size != NULL ? size->bytes : -1;
}

/* What makes the input of WORKLOAD at N; NULL where it reads none. */
static struct campaign_cell *maker_of(struct cells *c, struct context *context,
                                      const struct workload *workload, int64_t n)
{
    size_t m = 0;

    if (workload->input == NULL)
        return NULL;
    const struct workload *from = catalog_workload(&c->catalog, workload->input);
    while (m < c->maker_count && c->makers[m].workload != from)
        m++;
    if (m == c->maker_count) {
        c->makers = mem_grow(c->makers, c->maker_count, sizeof(*c->makers));
        c->makers[c->maker_count++] = find_maker(context, c, from);
    }
    struct campaign_cell *maker = arena_alloc(&context->arena, 1, sizeof(*maker));
    *maker = c->makers[m];
    place_maker(maker, n);
    return maker;
}

/* What the cells of WORKLOAD have in common. A size that it lacks gives none. */
static int place_at(struct campaign_cell *at, const struct workload *workload, const char *name,
                    int64_t n, int64_t seed, struct err *err)
{
    const struct size *size = size_with(workload, name, n);

    *at = (struct campaign_cell){.size = size != NULL ? size->name : NULL,
                                 .n = size != NULL ? size->n : n,
                                 .seed = workload->seeded ? seed : -1,
                                 .expected_bytes = -1};
    if (at->n < workload->min_n || at->n > workload->max_n)
        return err_set(err, -ERANGE, "--size %lld: %s takes %lld to %lld", (long long)at->n,
                       workload->name, (long long)workload->min_n, (long long)workload->max_n);
    if (size != NULL && (at->seed < 0 || at->seed == CELLS_SEED)) {
        at->expected = &size->answer;
        at->expected_bytes = size->bytes;
        at->tolerance = size->tolerance;
        at->expected_path = size->tolerance > 0 ? size->expected : NULL;
    }
    if (size != NULL)
        at->input_path = size->input;
    return 0;
}

/* Of WORKLOAD, or of all that are selected where it is NULL. */
static int make_cells(struct cells *c, struct context *context, const struct workload *only,
                      const struct campaign_cell *where, struct err *err)
{
    int r = 0;

    c->count = 0;
    for (size_t i = 0; r == 0 && i < c->selected_count; i++) {
        const struct workload *workload = c->selected[i].workload;
        struct campaign_cell at;
        if (only != NULL && workload != only)
            continue;
        if (where->size != NULL && size_with(workload, where->size, 0) == NULL)
            continue;
        if ((r = place_at(&at, workload, where->size, where->n, where->seed, err)) < 0)
            break;
        at.maker = maker_of(c, context, workload, at.n);
        add_cells(c, context, &c->selected[i], &at);
    }
    if (r == 0 && c->count == 0)
        r = err_set(err, -ENOENT, "nothing selected has a size '%s'",
                    where->size != NULL ? where->size : "");
    return r;
}

int cells_make_for(struct cells *c, struct context *context, const struct workload *workload,
                   const char *size, int64_t n, int64_t seed, struct err *err)
{
    const struct campaign_cell where = {.size = size, .n = n, .seed = seed};

    return make_cells(c, context, workload, &where, err);
}

int cells_make(struct cells *c, struct context *context, struct err *err)
{
    const char *size = context->settings.size != NULL ? context->settings.size : "small";
    struct campaign_cell where = {.size = size, .seed = CELLS_SEED};
    int r;

    if (size[0] >= '0' && size[0] <= '9') {
        if ((r = units_parse_integer(&where.n, size, 0, INT64_MAX, err)) < 0)
            return err_prefix(err, r, "--size");
        where.size = NULL;
    }
    return make_cells(c, context, NULL, &where, err);
}

void cells_free(struct cells *c)
{
    free(c->selected);
    free(c->toolchains);
    free(c->natives);
    free(c->makers);
    free(c->items);
    catalog_free(&c->catalog);
    *c = (struct cells){0};
}
