/* SPDX-License-Identifier: MIT
 * CACHE/inputs/<workload>-<n>-<digest of its maker>: a file that is whole once it has its name.
 */
#include "campaign/input.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "campaign/stage.h"
#include "campaign/tool.h"
#include "exec/output.h"

/* The maker's answer into the file PATH. */
static int make_file(struct campaign_cell *maker, const char *path,
                     const struct campaign_request *q, struct launcher *launcher,
                     struct err *err)
{
    struct digest answer;
    struct tool tool = {.argv = maker->argv,
                        .extra = maker->environment,
                        .deadline_ns = maker->deadline_ns,
                        .capacity = maker->expected_bytes >= 0
                                        ? (size_t)maker->expected_bytes + OUTPUT_SLACK
                                        : (size_t)OUTPUT_UNKNOWN,
                        .answer = &answer};
    char *fresh = arena_printf(q->arena, "%s-XXXXXX", path);
    int r;

    if ((tool.save = mkostemp(fresh, O_CLOEXEC)) < 0)
        return err_sys(err, "%s", fresh);
    if ((r = tool_run(launcher, &tool, NULL, err)) < 0)
        goto out;
    if (maker->expected != NULL && !digest_equal(maker->expected, &answer))
        r = err_set(err, -ECHILD, "%s gave another answer than expected", maker->label);
    else if (rename(fresh, path) < 0)
        r = err_sys(err, "%s", path);
out:
    close(tool.save);
    if (r < 0)
        unlink(fresh);
    return r;
}

/* Where the input is or will be. Builds the maker: its sources are part of the name. */
static int find_path(const char **out, struct campaign_cell *maker,
                     const struct campaign_request *q, struct launcher *launcher,
                     struct err *err)
{
    const char *directory = arena_printf(q->arena, "%s/inputs", q->cache);
    char digest[DIGEST_TEXT_SIZE];
    struct build build;
    int r;

    if ((r = campaign_build_cell(maker, q, launcher, &build, err)) < 0 ||
        (r = stage_directories(directory, err)) < 0)
        return r;
    digest_text(digest, &build.implementation);
    *out = arena_printf(q->arena, "%s/%s-%" PRId64 "-%.16s", directory, maker->workload->name,
                        maker->n, digest);
    return 0;
}

static int open_file(struct campaign_cell *cell, const char *path, struct err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return err_sys(err, "its input: %s", path);
    cell->input = fd;
    return 0;
}

int input_open(struct campaign_cell *cell, const struct campaign_request *q,
               struct launcher *launcher, struct err *err)
{
    const char *path = cell->input_path;
    int r;

    cell->input = 0;
    if (path != NULL)
        return open_file(cell, path, err);
    if (cell->maker == NULL)
        return 0;
    if (cell->maker->skipped != NULL)
        return err_set(err, -ECHILD, "its input: %s", cell->maker->skipped);
    if ((r = find_path(&path, cell->maker, q, launcher, err)) < 0 ||
        (access(path, R_OK) < 0 && (r = make_file(cell->maker, path, q, launcher, err)) < 0))
        return err_prefix(err, r, "its input");
    return open_file(cell, path, err);
}

void input_close(struct campaign_cell *cell)
{
    if (cell->input > 0)
        close(cell->input);
    cell->input = 0;
}
