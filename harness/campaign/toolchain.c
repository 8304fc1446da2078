/* SPDX-License-Identifier: MIT
 * Looking for compilers and interpreters and asking them who they are. */
#include "campaign/toolchain.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "campaign/placeholder.h"
#include "campaign/tool.h"

/* The absolute path of COMMAND, looked for on PATH; NULL where there is none. */
static char *find_on_path(struct arena *arena, const char *command)
{
    const char *path = getenv("PATH");

    if (strchr(command, '/') != NULL)
        return access(command, X_OK) == 0 ? arena_dup(arena, command) : NULL;
    for (const char *at = path; at != NULL && *at != '\0';) {
        size_t length = strcspn(at, ":");
        char *full = arena_printf(arena, "%.*s/%s", (int)length, at, command);
        if (length > 0 && access(full, X_OK) == 0)
            return full;
        at += length + (at[length] == ':');
    }
    return NULL;
}

/* The first line of what ARGV prints. */
static int ask(const char *const *template, const char *command, struct launcher *launcher,
               struct arena *arena, char **line, struct err *err)
{
    const struct placeholders values = {.command = command};
    struct text out = {0};
    struct tool tool = {.deadline_ns = 60 * NS_PER_S};
    int r;

    if ((r = placeholder_expand_argv(template, &values, arena, &tool.argv, err)) < 0 ||
        (r = tool_run(launcher, &tool, &out, err)) < 0)
        goto out;
    const char *text = text_string(&out);
    *line = arena_printf(arena, "%.*s", (int)strcspn(text, "\n"), text);
out:
    text_free(&out);
    return r;
}

static struct digest digest_of_toolchain(const struct toolchain *t)
{
    struct digest_state state;

    digest_init(&state);
    digest_add_text(&state, t->language);
    digest_add_text(&state, t->name);
    digest_add_text(&state, t->version);
    digest_add_text(&state, t->describe != NULL ? t->describe : "");
    digest_add(&state, t->binary.bytes, DIGEST_SIZE);
    return digest_end(&state);
}

/* Fill *OUT from the command at PATH. */
static int interview(struct toolchain *out, const struct runner_toolchain *wanted,
                     const char *path, struct launcher *launcher, struct arena *arena,
                     struct err *err)
{
    char *version, *describe = NULL;
    int r;

    if ((r = ask(wanted->version, path, launcher, arena, &version, err)) < 0)
        return r;
    if (wanted->describe != NULL &&
        (r = ask(wanted->describe, path, launcher, arena, &describe, err)) < 0)
        return r;
    if ((r = digest_of_file(&out->binary, path, err)) < 0)
        return r;
    out->path = path;
    out->version = version;
    out->describe = describe;
    out->digest = digest_of_toolchain(out);
    return 0;
}

static bool preferred(const struct runner_toolchain *wanted, const struct toolchain *found)
{
    return wanted->prefer == NULL ||
           (found->describe != NULL && strstr(found->describe, wanted->prefer) != NULL);
}

int toolchain_find(struct toolchain *out, const struct runner *runner,
                   const struct runner_toolchain *wanted, struct launcher *launcher,
                   struct arena *arena, struct err *err)
{
    struct text names = {0};
    struct err first = {{0}};
    bool found = false;
    int r = -ENOENT;

    for (size_t i = 0; wanted->commands[i] != NULL; i++) {
        struct toolchain candidate = {.language = runner->language, .name = wanted->name};
        char *path = find_on_path(arena, wanted->commands[i]);
        text_printf(&names, "%s%s", i > 0 ? ", " : "", wanted->commands[i]);
        if (path == NULL)
            continue;
        int interviewed = interview(&candidate, wanted, path, launcher, arena, err);
        if (interviewed < 0) {
            if (r == -ENOENT)
                first = *err;
            r = interviewed;
            continue;
        }
        if (!found || preferred(wanted, &candidate))
            *out = candidate;
        found = true;
        if (preferred(wanted, &candidate))
            break;
    }
    if (found)
        r = 0;
    else if (first.text[0] != '\0')
        *err = first;
    else
        r = err_set(err, -ENOENT, "%s is not installed (looked for %s on PATH)", wanted->name,
                    text_string(&names));
    text_free(&names);
    return r;
}
