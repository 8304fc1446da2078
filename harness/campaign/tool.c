/* SPDX-License-Identifier: MIT
 * Running a tool through the launcher, its output kept in memory. */
#include "campaign/tool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "exec/child.h"
#include "exec/environment.h"

enum { TOOL_OUTPUT_BYTES = 16 * 1024 * 1024, TOOL_LAST_WORDS = 600 };

const char *tool_ended(char buffer[static TOOL_ENDED_SIZE], int wait_status)
{
    buffer[0] = '\0';
    if (WIFSIGNALED(wait_status))
        snprintf(buffer, TOOL_ENDED_SIZE, "killed by signal %d (%s)", WTERMSIG(wait_status),
                 strsignal(WTERMSIG(wait_status)));
    else if (WEXITSTATUS(wait_status) != 0)
        snprintf(buffer, TOOL_ENDED_SIZE, "exit status %d", WEXITSTATUS(wait_status));
    return buffer;
}

/* What went wrong, with the last lines that the tool wrote. */
static int tool_failed(const struct tool *tool, const char *how, const struct output *errors,
                       struct err *err)
{
    struct err ignored;
    char *words = NULL;

    if (output_tail(errors, TOOL_LAST_WORDS, &words, &ignored) < 0 || words == NULL ||
        words[0] == '\0')
        err_set(err, -ECHILD, "%s: %s", tool->argv[0], how);
    else
        err_set(err, -ECHILD, "%s: %s: %s", tool->argv[0], how, words);
    free(words);
    return -ECHILD;
}

static int tool_await(struct child *child, int64_t until_ns, struct launch_end *end, bool *late,
                      struct err *err)
{
    enum child_state state;
    struct err second;
    int r = child_wait(child, until_ns, &state, err);

    *late = r == 0 && state == CHILD_RUNNING;
    int finished = child_finish(child, end, r < 0 ? &second : err);
    return r < 0 ? r : finished;
}

/* What there is to say of how it ended; 0 for success. */
static int tool_judge(const struct tool *tool, const struct launch_end *end, bool late,
                      bool full, const struct output *errors, struct err *err)
{
    char how[TOOL_ENDED_SIZE];

    if (end->exec_errno != 0)
        return err_set(err, -end->exec_errno, "%s: %s", tool->argv[0],
                       strerror(end->exec_errno));
    tool_ended(how, end->wait_status);
    if (late)
        snprintf(how, sizeof(how), "not done by its deadline");
    else if (full)
        snprintf(how, sizeof(how), "wrote more than there is room for");
    return how[0] != '\0' ? tool_failed(tool, how, errors, err) : 0;
}

static int64_t cpu_ns_of(const struct rusage *usage)
{
    return (usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * NS_PER_S +
           (usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) * 1000;
}

static int tool_collect(const struct tool *tool, const struct output *captured,
                        struct text *out, struct err *err)
{
    char *content;
    size_t length;
    int r;

    if (tool->answer != NULL && (r = output_digest(captured, tool->answer, err)) < 0)
        return r;
    if (tool->save > 0 && (r = output_save(captured, tool->save, err)) < 0)
        return r;
    if (out == NULL)
        return 0;
    size_t most = tool->capacity > 0 ? tool->capacity : TOOL_OUTPUT_BYTES;
    if ((r = output_head(captured, most, &content, &length, err)) < 0)
        return r;
    text_add_bytes(out, content, length);
    free(content);
    return 0;
}

/* A program that is to give an answer is not let fill the memory. */
static int open_outputs(const struct tool *tool, struct output **out, struct output **errors,
                        struct err *err)
{
    int r;

    if (tool->capacity > 0) {
        r = output_open(out, tool->capacity, err);
        return r < 0 ? r : output_open(errors, OUTPUT_ERRORS, err);
    }
    r = output_open_growing(out, TOOL_OUTPUT_BYTES, err);
    return r < 0 ? r : output_open_growing(errors, OUTPUT_ERRORS, err);
}

int tool_run(struct launcher *launcher, const struct tool *tool, struct text *out,
             struct err *err)
{
    int64_t span_ns = tool->deadline_ns > 0 ? tool->deadline_ns : 600 * NS_PER_S;
    size_t length;
    struct environment *environment = environment_new(!tool->whole_environment, tool->extra);
    struct output *captured = NULL, *errors = NULL;
    struct child *child = NULL;
    struct launch_end end;
    bool late, full;
    int r;

    if ((r = open_outputs(tool, &captured, &errors, err)) < 0)
        goto out;
    struct child_spec spec = {
        .launch = {.argv = tool->argv,
                   .envp = environment_padded(environment, 0),
                   .directory = tool->directory},
        .out = captured,
        .errors = errors,
        .input = tool->input > 0 ? tool->input : -1,
    };
    if (tool->input > 0 && lseek(tool->input, 0, SEEK_SET) < 0) {
        r = err_sys(err, "the input of %s", tool->argv[0]);
        goto out;
    }
    if ((r = child_run(&child, launcher, &spec, err)) < 0)
        goto out;
    if ((r = tool_await(child, clock_now_ns() + span_ns, &end, &late, err)) < 0 ||
        (r = output_length(captured, &length, &full, err)) < 0 ||
        (r = tool_judge(tool, &end, late, full, errors, err)) < 0)
        goto out;
    if (tool->use != NULL)
        *tool->use = (struct tool_use){end.end_ns - end.start_ns,
                                       cpu_ns_of(&end.usage) - cpu_ns_of(&end.at_gate)};
    r = tool_collect(tool, captured, out, err);
out:
    output_close(captured);
    output_close(errors);
    environment_free(environment);
    return r;
}
