/* SPDX-License-Identifier: MIT
 * Worktrees by git itself. */
#include "campaign/revision.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "campaign/tool.h"

/* A build may fetch and compile much. */
static const int64_t build_deadline_ns = 3600 * NS_PER_S;

/* What a file at the top of a repository calls for; the first that is there. */
static const struct {
    const char *file, *build;
} habits[] = {
    {"CMakeLists.txt",
     "cmake -S . -B build -DCMAKE_BUILD_TYPE=Release && cmake --build build -j"},
    {"Cargo.toml", "cargo build --release"},
    {"go.mod", "go build ./..."},
    {"meson.build", "meson setup --buildtype=release build && meson compile -C build"},
    {"Makefile", "make"},
};

static int git(struct launcher *launcher, const char *directory, const char *const *argv,
               struct text *out, struct err *err)
{
    const struct tool tool = {.argv = argv, .directory = directory, .whole_environment = true};

    return tool_run(launcher, &tool, out, err);
}

static int find_commit(struct revision *revision, struct launcher *launcher,
                       const char *repository, struct arena *arena, struct err *err)
{
    const char *argv[] = {
        "git",     "rev-parse",        "--verify",
        "--quiet", "--end-of-options", arena_printf(arena, "%s^{commit}", revision->name),
        NULL};
    struct text commit = {0};
    int r = git(launcher, repository, argv, &commit, err);

    if (r == -ECHILD)
        r = err_set(err, -EINVAL, "%s: no such revision in the repository of %s",
                    revision->name, repository);
    if (r == 0)
        revision->commit = arena_printf(arena, "%.*s", (int)strcspn(text_string(&commit), "\n"),
                                        text_string(&commit));
    text_free(&commit);
    return r;
}

static int check_out(struct revision *revision, struct launcher *launcher,
                     const char *repository, struct err *err)
{
    const char *argv[] = {
        "git", "worktree", "add", "--detach", "--quiet", revision->directory, revision->commit,
        NULL};
    int r = git(launcher, repository, argv, NULL, err);

    return r < 0 ? err_prefix(err, r, "%s cannot be checked out", revision->name) : 0;
}

static const char *habit_of(const char *directory, struct arena *arena)
{
    for (size_t i = 0; i < ARRAY_SIZE(habits); i++)
        if (access(arena_printf(arena, "%s/%s", directory, habits[i].file), F_OK) == 0)
            return habits[i].build;
    return NULL;
}

static int make(struct revision *revision, struct launcher *launcher, const char *command,
                struct arena *arena, struct err *err)
{
    const char *build = command != NULL ? command : habit_of(revision->directory, arena);
    const char *argv[] = {"/bin/sh", "-c", build, NULL};
    const struct tool tool = {.argv = argv,
                              .directory = revision->directory,
                              .whole_environment = true,
                              .deadline_ns = build_deadline_ns};

    if (build == NULL)
        return 0; /* scripts need none */
    int r = tool_run(launcher, &tool, NULL, err);
    return r < 0 ? err_prefix(err, r, "%s (%.12s) does not build by '%s'", revision->name,
                              revision->commit, build)
                 : 0;
}

static int open_one(struct revision *revision, struct launcher *launcher,
                    const char *repository, const char *build, struct arena *arena,
                    struct err *err)
{
    int r;

    if ((r = check_out(revision, launcher, repository, err)) < 0)
        return r;
    return make(revision, launcher, build, arena, err);
}

int revisions_open(struct revisions *out, struct launcher *launcher, const char *repository,
                   const char *base, const char *head, const char *build, struct arena *arena,
                   struct err *err)
{
    static const char *const inside[] = {"git", "rev-parse", "--git-dir", NULL};
    const char *place = getenv("TMPDIR");
    struct err second;
    int r;

    *out = (struct revisions){.repository = repository, .base.name = base, .head.name = head};
    if ((r = git(launcher, repository, inside, NULL, err)) < 0)
        return r == -ECHILD ? err_set(err, -EINVAL, "%s is in no git repository", repository)
                            : r;
    if ((r = find_commit(&out->base, launcher, repository, arena, err)) < 0 ||
        (r = find_commit(&out->head, launcher, repository, arena, err)) < 0)
        return r;
    char *parent =
        arena_printf(arena, "%s/polyjoule-gate-XXXXXX", place != NULL ? place : "/tmp");
    if (mkdtemp(parent) == NULL)
        return err_sys(err, "%s", parent);
    out->parent = parent;
    out->base.directory = arena_printf(arena, "%s/base", parent);
    out->head.directory = arena_printf(arena, "%s/head", parent);
    if ((r = open_one(&out->base, launcher, repository, build, arena, err)) < 0 ||
        (r = open_one(&out->head, launcher, repository, build, arena, err)) < 0) {
        second = *err;
        revisions_close(out, launcher);
        *err = second;
    }
    return r;
}

void revisions_close(struct revisions *revisions, struct launcher *launcher)
{
    const char *const directories[] = {revisions->base.directory, revisions->head.directory};
    struct err ignored; /* what git leaves of it, `git worktree prune` takes */

    if (revisions->parent == NULL)
        return;
    for (size_t i = 0; i < ARRAY_SIZE(directories); i++) {
        const char *argv[] = {"git", "worktree", "remove", "--force", directories[i], NULL};
        git(launcher, revisions->repository, argv, NULL, &ignored);
    }
    rmdir(revisions->parent);
    revisions->parent = NULL;
}
