/* SPDX-License-Identifier: MIT
 * The program: fork the launcher, look the command up, run it. */
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/command.h"
#include "cli/generate.h"
#include "cli/interrupt.h"
#include "cli/power.h"
#include "cli/voice.h"

static const struct command *const commands[] = {
    &command_doctor,  &command_list,     &command_build,   &command_verify, &command_run,
    &command_measure, &command_show,     &command_compare, &command_gate,   &command_history,
    &command_claim,   &command_plot,     &command_report,  &command_export, &command_import,
    &command_merge,   &command_selftest,
};

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

static int print_overview(void)
{
    struct text out = {0};

    text_add(&out, "usage: polyjoule COMMAND [options]\n\n"
                   "What programs cost: joules, seconds, bytes.\n\n");
    for (size_t i = 0; i < ARRAY_SIZE(commands); i++)
        text_printf(&out, "  %-10s%s\n", commands[i]->name, commands[i]->summary);
    text_add(
        &out,
        "\n'polyjoule COMMAND --help' has the options of one.\n"
        "Exit status: 0 yes or done, 1 no, 2 wrong usage or input, 3 undecided, 4 the\n"
        "environment spoils the answer, 5 some trials failed, 6 polyjoule itself failed.\n");
    int status = say(&out);
    text_free(&out);
    return status;
}

static int print_version(void)
{
    struct text out = {0};

    text_printf(&out, "polyjoule %s\n", POLYJOULE_VERSION);
    int status = say(&out);
    text_free(&out);
    return status;
}

/* For the packager: what CMake installs. */
static int print_generated(const char *what)
{
    struct text out = {0};
    struct err err;

    if (generate(&out, what, commands, ARRAY_SIZE(commands), &err) < 0)
        return complain(EXIT_INPUT, "%s", err.text);
    int status = say(&out);
    text_free(&out);
    return status;
}

static int print_help(const struct command *command)
{
    struct text out = {0};

    text_printf(&out, "usage: polyjoule %s %s\n\n%s.\n\n", command->name, command->usage,
                command->summary);
    if (command->rows != NULL)
        options_help(&out, command->rows);
    if (command->shared != NULL)
        options_help(&out, command->shared);
    text_add(&out, "\n");
    options_help(&out, common_rows);
    if (command->notes != NULL)
        text_printf(&out, "\n%s", command->notes);
    int status = say(&out);
    text_free(&out);
    return status;
}

/* What a command reads has names of its own. */
static int check_format(const struct settings *s, const struct command *command)
{
    static const char *const formats[] = {"text", "json", "jsonl", "csv", "md", "tex"};
    static const char *const colors[] = {"auto", "always", "never"};
    bool known = s->format == NULL || command->reads, colored = s->color == NULL;

    for (size_t i = 0; i < ARRAY_SIZE(formats) && !known; i++)
        known = strcmp(s->format, formats[i]) == 0;
    for (size_t i = 0; i < ARRAY_SIZE(colors) && !colored; i++)
        colored = strcmp(s->color, colors[i]) == 0;
    if (!known)
        return complain(EXIT_INPUT, "--format %s: expected text, json, csv, md or tex",
                        s->format);
    if (!colored)
        return complain(EXIT_INPUT, "--color %s: expected auto, always or never", s->color);
    return EXIT_YES;
}

/* The launcher is elsewhere by now: what it runs is told where, by an absolute path. */
static int enter_directory(struct context *context)
{
    char path[PATH_MAX];

    if (chdir(context->settings.directory) < 0 || getcwd(path, sizeof(path)) == NULL)
        return -1;
    context->settings.directory = arena_dup(&context->arena, path);
    return 0;
}

static int run_command(struct context *context, const struct command *command)
{
    struct settings *s = &context->settings;
    struct err err;
    int r, status;

    if (s->help)
        return print_help(command);
    if ((status = check_format(s, command)) != EXIT_YES)
        return status;
    if (s->json && !command->reads)
        s->format = "json";
    else if (s->format == NULL)
        s->format = "text";
    if (s->directory != NULL && enter_directory(context) < 0)
        return complain(EXIT_INPUT, "-C %s: %s", s->directory, strerror(errno));
    if ((r = power_open(context, command, &err)) < 0)
        return complain(status_of(r), "%s", err.text);
    context->stop = interrupt_watch(context->launcher);
    return command->run(context);
}

/* "polyjoule -C DIR run" is "polyjoule run -C DIR". */
static void move_command_first(int argc, char **argv)
{
    int at = options_first_word(common_rows, argc, argv);

    if (at == argc || find_command(argv[at]) == NULL)
        return;
    char *name = argv[at];
    memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof(*argv));
    argv[1] = name;
}

static int dispatch(struct context *context, int argc, char **argv)
{
    const struct command *command;
    struct err err;

    move_command_first(argc, argv);

    if (argc < 2) {
        print_overview();
        return EXIT_INPUT;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        (strcmp(argv[1], "help") == 0 && argc == 2))
        return print_overview();
    if (strcmp(argv[1], "--version") == 0)
        return print_version();
    if (strcmp(argv[1], "--generate") == 0)
        return print_generated(argc == 3 ? argv[2] : "(nothing)");
    if (strcmp(argv[1], "help") == 0)
        return (command = find_command(argv[2])) != NULL
                   ? print_help(command)
                   : complain(EXIT_INPUT, "no command '%s'; see polyjoule --help", argv[2]);
    if ((command = find_command(argv[1])) == NULL)
        return complain(EXIT_INPUT, "no command '%s'; see polyjoule --help", argv[1]);

    const struct option_row *tables[4] = {common_rows};
    size_t count = 1;
    if (command->rows != NULL)
        tables[count++] = command->rows;
    if (command->shared != NULL)
        tables[count++] = command->shared;
    int status = options_parse(&context->settings, tables, argc - 1, argv + 1, command->selects,
                               &context->words, &err) < 0
                     ? complain(EXIT_INPUT, "%s", err.text)
                     : run_command(context, command);
    options_free(&context->settings, tables, &context->words);
    return status;
}

int main(int argc, char **argv)
{
    struct context context = {
        .settings = {
            .blocks = -1, .warmups = -1, .repeats = -1, .rounds = -1, .replications = -1}};
    struct err err;

    if (launcher_start(&context.launcher, &err) < 0)
        return complain(EXIT_BROKEN, "%s", err.text);
    setlocale(LC_ALL, "");
    int status = dispatch(&context, argc, argv);
    meter_close(context.meter);
    launcher_stop(context.launcher);
    arena_free(&context.arena);
    return status;
}
