/* SPDX-License-Identifier: MIT
 * polyjoule measure: any commands, interleaved, in joules and seconds. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "cli/conduct.h"
#include "cli/measure_screen.h"
#include "cli/paths.h"
#include "cli/voice.h"
#include "cli/words.h"

#define AT(field) offsetof(struct settings, field)

enum { LEAST_BLOCKS = 10, MOST_BLOCKS = 500, COMMANDS_MAX = 1000 };

/* hyperfine measures for so long where nothing else is asked for. */
static const int64_t default_least_ns = 3 * NS_PER_S;

static const struct option_row rows[] = {
    {0, "cmd", OPTION_LIST, AT(commands), "CMD",
     "a command in one word; give it several times to compare several"},
    {'r', "repeats", OPTION_INTEGER, AT(repeats), "N",
     "run each N times [as often as fits into --min-time, 10 to 500]"},
    {'w', "warmup", OPTION_INTEGER, AT(warmups), "N", "runs before them, not counted [1]"},
    {0, "min-time", OPTION_DURATION, AT(min_time_ns), "T",
     "go on for at least T for each command [3s]"},
    {0, "precision", OPTION_FRACTION, AT(precision), "P",
     "stop once the intervals are within P, like 1%"},
    {'L', "list", OPTION_LIST, AT(parameters), "VAR=A,B",
     "replace {VAR} in --cmd by A and by B; several make all combinations"},
    {'S', "shell", OPTION_FLAG, AT(shell), NULL, "run each --cmd by /bin/sh -c"},
    {'p', "prepare", OPTION_TEXT, AT(prepare), "CMD",
     "run by /bin/sh before each run, unmeasured"},
    {0, "cleanup", OPTION_TEXT, AT(cleanup), "CMD", "the same after each run"},
    {0, "stdin", OPTION_TEXT, AT(input), "FILE", "standard input of the commands [/dev/null]"},
    {0, "output", OPTION_FLAG, AT(keep_output), NULL,
     "keep what the commands print: its length and whether it is always the same [/dev/null]"},
    {'i', "ignore-failure", OPTION_FLAG, AT(ignore_exit), NULL,
     "an exit status other than 0 is no failure"},
    {0, "ref", OPTION_INTEGER, AT(reference), "N", "compare with the Nth command [1]"},
    {0, "no-save", OPTION_FLAG, AT(no_save), NULL, "leave the database alone"},
    {0, NULL, OPTION_FLAG, 0, NULL, NULL},
};

/* ------------------------------------------------------------------ commands */

struct command_list {
    struct campaign_cell *cells;
    size_t count;
};

static void add_command(struct command_list *list, const struct context *context,
                        const char *label, const char *const *argv)
{
    list->cells = mem_grow(list->cells, list->count, sizeof(*list->cells));
    list->cells[list->count++] = (struct campaign_cell){
        .label = label,
        .argv = argv,
        .n = -1,
        .seed = -1,
        .expected_bytes = -1,
        .deadline_ns =
            context->settings.deadline_ns > 0 ? context->settings.deadline_ns : 600 * NS_PER_S,
    };
}

/* TEXT with each {NAME} replaced by VALUE. */
static const char *replace(const char *text, const char *name, const char *value,
                           struct arena *arena)
{
    const char *mark = arena_printf(arena, "{%s}", name);
    struct text out = {0};

    for (const char *at; (at = strstr(text, mark)) != NULL; text = at + strlen(mark)) {
        text_add_bytes(&out, text, (size_t)(at - text));
        text_add(&out, value);
    }
    text_add(&out, text);
    const char *kept = arena_dup(arena, text_string(&out));
    text_free(&out);
    return kept;
}

/* Multiply LINES by the values of one VAR=A,B. */
static int expand(struct option_list *lines, const char *parameter, struct arena *arena,
                  struct err *err)
{
    const char *equals = strchr(parameter, '=');
    struct option_list more = {0};

    if (equals == NULL || equals == parameter || equals[1] == '\0')
        return err_set(err, -EINVAL, "-L %s: expected VAR=A,B", parameter);
    char *name = arena_printf(arena, "%.*s", (int)(equals - parameter), parameter);
    for (size_t i = 0; i < lines->count; i++) {
        char *values = arena_dup(arena, equals + 1);
        for (char *value; (value = strsep(&values, ",")) != NULL;) {
            more.items = mem_grow(more.items, more.count, sizeof(*more.items));
            more.items[more.count++] = replace(lines->items[i], name, value, arena);
        }
    }
    free(lines->items);
    *lines = more;
    if (more.count > COMMANDS_MAX)
        return err_set(err, -EINVAL, "-L makes more than %d commands", COMMANDS_MAX);
    return 0;
}

static int add_line(struct command_list *list, struct context *context, const char *line,
                    struct err *err)
{
    const char *const *argv;
    int r;

    if (context->settings.shell) {
        const char **shell = arena_alloc(&context->arena, 4, sizeof(*shell));
        shell[0] = "/bin/sh";
        shell[1] = "-c";
        shell[2] = line;
        argv = shell;
    } else if ((r = words_split(line, &context->arena, &argv, err)) < 0) {
        return err_prefix(err, r, "--cmd");
    }
    add_command(list, context, line, argv);
    return 0;
}

static int commands_of_lines(struct command_list *list, struct context *context,
                             struct err *err)
{
    const struct settings *s = &context->settings;
    struct option_list lines = {0};
    int r = 0;

    for (size_t i = 0; i < s->commands.count; i++) {
        lines.items = mem_grow(lines.items, lines.count, sizeof(*lines.items));
        lines.items[lines.count++] = s->commands.items[i];
    }
    for (size_t i = 0; r == 0 && i < s->parameters.count; i++)
        r = expand(&lines, s->parameters.items[i], &context->arena, err);
    for (size_t i = 0; r == 0 && i < lines.count; i++)
        r = add_line(list, context, lines.items[i], err);
    free(lines.items);
    return r;
}

static int gather_commands(struct command_list *list, struct context *context, struct err *err)
{
    const struct settings *s = &context->settings;

    if (context->words.count > 0 && s->commands.count > 0)
        return err_set(err, -EINVAL, "either -- CMD or --cmd, not both");
    if (context->words.count == 0 && s->commands.count == 0)
        return err_set(err, -EINVAL, "what? Try: polyjoule measure -- sleep 1");
    if (s->commands.count > 0)
        return commands_of_lines(list, context, err);
    if (s->shell || s->parameters.count > 0)
        return err_set(err, -EINVAL, "--shell and -L go with --cmd");
    const char **argv = arena_alloc(&context->arena, context->words.count + 1, sizeof(*argv));
    memcpy(argv, context->words.items, context->words.count * sizeof(*argv));
    add_command(list, context, words_join(argv, &context->arena), argv);
    return 0;
}

/* ----------------------------------------------------------------- campaign */

static const char *const *shell_argv(const char *line, struct arena *arena)
{
    if (line == NULL)
        return NULL;
    const char **argv = arena_alloc(arena, 4, sizeof(*argv));
    argv[0] = "/bin/sh";
    argv[1] = "-c";
    argv[2] = line;
    return argv;
}

static int settle_defaults(const struct settings *s, struct conduct *c, const size_t count,
                           struct err *err)
{
    if (s->repeats == 0)
        return err_set(err, -EINVAL, "--repeats: expected 1 or more");
    if (s->reference > (int64_t)count)
        return err_set(err, -EINVAL, "--ref %" PRId64 ": there are %zu commands", s->reference,
                       count);
    c->precision = s->precision;
    c->request.warmups = s->warmups >= 0 ? s->warmups : 1;
    c->request.blocks = s->repeats > 0 ? s->repeats : MOST_BLOCKS;
    if (s->repeats < 0) {
        c->least_blocks = LEAST_BLOCKS;
        c->least_ns = (s->min_time_ns > 0 ? s->min_time_ns : default_least_ns) * (int64_t)count;
    }
    return 0;
}

static int conduct_measure(struct context *context, struct command_list *list,
                           struct store *store, int input, struct err *err)
{
    const struct settings *s = &context->settings;
    struct conduct c = {
        .store = store,
        .request = {.kind = "measure",
                    .selection = "{}",
                    .mode = "process",
                    .tool_version = POLYJOULE_VERSION,
                    .trace_ns = s->trace_ns,
                    .cells = list->cells,
                    .cell_count = list->count,
                    .prepare = shell_argv(s->prepare, &context->arena),
                    .cleanup = shell_argv(s->cleanup, &context->arena),
                    .input = input,
                    .keep_output = s->keep_output,
                    .ignore_exit = s->ignore_exit,
                    .without_idle = context->meter == NULL,
                    .whole_environment = true},
    };
    int r;

    if ((r = settle_defaults(s, &c, list->count, err)) < 0 ||
        (r = conduct_seed(s, &c.request.seed, err)) < 0 ||
        (r = conduct_campaign(context, &c, err)) < 0)
        return r;
    r = measure_screen_print(context, store, &c, err);
    return r >= 0 && c.outcome == CAMPAIGN_INTERRUPTED ? EXIT_INTERRUPTED : r;
}

static int open_input(const struct settings *s, int *out, struct err *err)
{
    *out = -1;
    if (s->input == NULL)
        return 0;
    *out = open(s->input, O_RDONLY | O_CLOEXEC);
    return *out < 0 ? err_sys(err, "--stdin %s", s->input) : 0;
}

static int run(struct context *context)
{
    const struct settings *s = &context->settings;
    struct command_list list = {0};
    struct paths paths;
    struct store *store = NULL;
    struct err err, no_catalogue;
    int input = -1, r;

    paths_find(&paths, s->database, NULL, &context->arena, &no_catalogue);
    if ((r = gather_commands(&list, context, &err)) < 0 ||
        (r = open_input(s, &input, &err)) < 0 ||
        (r = store_open(&store, s->no_save ? "" : paths.database, STORE_WRITE, &err)) < 0)
        goto out;
    r = conduct_measure(context, &list, store, input, &err);
out:
    store_close(store);
    if (input >= 0)
        close(input);
    free(list.cells);
    return r < 0 ? complain(status_of(r), "%s", err.text) : r;
}

const struct command command_measure = {
    .name = "measure",
    .summary = "Measure any commands, interleaved: joules, time, memory",
    .usage = "[options] -- CMD...   or   [options] --cmd 'CMD' --cmd 'CMD'",
    .rows = rows,
    .shared = measuring_rows,
    .notes =
        "Nothing runs through a shell unless --shell is given. Commands are run in random\n"
        "order within each round, so that a drift of the machine meets all alike.\n",
    .meters = true,
    .run = run,
};
