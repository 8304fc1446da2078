/* SPDX-License-Identifier: MIT
 * doctor --fix and --restore: a quiet machine, and back. */
#include "cli/doctor_fix.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"
#include "cli/campaign_screen.h"
#include "cli/voice.h"
#include "sys/quiet.h"

/* How many changes from FIRST on are alike: on CPUs they all are, as a rule. */
static size_t alike(const struct quiet_changes *changes, size_t first)
{
    const struct quiet_change *one = &changes->items[first];
    size_t i = first + 1;

    while (i < changes->count && strcmp(changes->items[i].setting, one->setting) == 0 &&
           strcmp(changes->items[i].found, one->found) == 0 &&
           strcmp(changes->items[i].wanted, one->wanted) == 0)
        i++;
    return i - first;
}

static struct table *changes_table(const struct quiet_changes *changes, bool back)
{
    const struct table_column columns[] = {
        {"setting", "setting", UNIT_NONE, false, 0},
        {"files", "files", UNIT_NONE, true, 0},
        {"first of them", "path", UNIT_NONE, false, TABLE_SHRINK},
        {"was", "was", UNIT_NONE, false, 0},
        {"is", "is", UNIT_NONE, false, 0},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t i = 0, rows; i < changes->count; i += rows) {
        const struct quiet_change *c = &changes->items[i];
        rows = alike(changes, i);
        table_row(table);
        table_text(table, c->setting);
        table_integer(table, (int64_t)rows);
        table_text(table, c->path);
        table_text(table, back ? c->wanted : c->found);
        table_text(table, back ? c->found : c->wanted);
    }
    return table;
}

static int print(const struct context *context, const struct quiet_changes *changes, bool back,
                 const char *note)
{
    const struct table_style style = campaign_style(context, "polyjoule.quiet/1");
    struct table *table = changes_table(changes, back);
    struct text out = {0};
    struct err err;

    table_note(table, "%s", note);
    int status = table_render(table, &style, &out, &err) < 0
                     ? complain(EXIT_BROKEN, "%s", err.text)
                     : say(&out);
    table_free(table);
    text_free(&out);
    return status;
}

/* Who may not is told who may. */
static int refuse(const struct context *context, int r, const struct err *err)
{
    if (r == -EACCES || r == -EPERM || r == -EROFS)
        return complain(EXIT_INPUT, "%s; nothing is changed: sudo polyjoule doctor --%s",
                        err->text, context->settings.fix ? "fix" : "restore");
    return complain(r == -EINVAL ? EXIT_INPUT : EXIT_BROKEN, "%s", err->text);
}

static int fix(const struct context *context, const char *root, struct arena *arena)
{
    const struct settings *s = &context->settings;
    struct quiet_changes changes;
    struct err err;
    int r;

    if ((r = quiet_look(&changes, root, s->quieted.items, s->quieted.count, arena, &err)) < 0 ||
        (!s->dry_run && (r = quiet_apply(&changes, root, &err)) < 0))
        return refuse(context, r, &err);
    if (changes.count == 0)
        return print(context, &changes, false,
                     "Nothing to set: what this machine has of them is as it should be.");
    return print(context, &changes, false,
                 s->dry_run ? "Nothing was set: --dry-run."
                            : "What was there is recorded in " QUIET_RECORD
                              "; to put it back: sudo polyjoule doctor --restore");
}

static int restore(const struct context *context, const char *root, struct arena *arena)
{
    struct quiet_changes recorded;
    struct err err;
    int r;

    if ((r = quiet_recorded(&recorded, root, arena, &err)) < 0)
        return refuse(context, r, &err);
    if (recorded.count == 0)
        return print(
            context, &recorded, true,
            "Nothing to put back: no setting is on record since this machine started.");
    if ((r = quiet_restore(&recorded, root, &err)) < 0)
        return refuse(context, r, &err);
    return print(context, &recorded, true, "Everything is as it was found.");
}

int doctor_fix(const struct context *context)
{
    const struct settings *s = &context->settings;
    const char *root = s->sysroot != NULL ? s->sysroot : "";
    struct arena arena = {0};

    if (s->fix && s->restore)
        return complain(EXIT_INPUT, "--fix or --restore, not both");
    int status = s->fix ? fix(context, root, &arena) : restore(context, root, &arena);
    arena_free(&arena);
    return status;
}
