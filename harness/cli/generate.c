/* SPDX-License-Identifier: MIT
 * One writer a format; what they print is installed by CMake. */
#include "cli/generate.h"

#include <errno.h>
#include <string.h>

#include "base/mem.h"

enum { TABLES = 3 };

/* Write one row of COMMAND. */
typedef void row_writer(struct text *out, const struct command *command,
                        const struct option_row *row);

static void each_row(struct text *out, const struct command *command, row_writer *write)
{
    const struct option_row *tables[TABLES] = {command->rows, command->shared, common_rows};

    for (size_t i = 0; i < TABLES; i++)
        for (const struct option_row *row = tables[i]; row != NULL && row->name != NULL; row++)
            write(out, command, row);
}

/* TEXT as roff prints it literally; a line never begins with a request. */
static void add_roff(struct text *out, const char *text)
{
    bool line_start = true;

    for (; *text != '\0'; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            text_add(out, "\\&");
        if (*text == '\\')
            text_add(out, "\\e");
        else if (*text == '-')
            text_add(out, "\\-");
        else
            text_printf(out, "%c", *text);
        line_start = *text == '\n';
    }
}

/* TEXT in single quotes, where QUOTE is how a shell writes one inside and BACKSLASH a
 * backslash. */
static void add_quoted(struct text *out, const char *text, const char *quote,
                       const char *backslash)
{
    text_add(out, "'");
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            text_add(out, quote);
        else if (*text == '\\')
            text_add(out, backslash);
        else
            text_printf(out, "%c", *text);
    }
    text_add(out, "'");
}

static void man_row(struct text *out, const struct command *command,
                    const struct option_row *row)
{
    (void)command;
    text_add(out, ".TP\n");
    if (row->letter != 0)
        text_printf(out, "\\fB\\-%c\\fR, ", row->letter);
    text_add(out, "\\fB\\-\\-");
    add_roff(out, row->name);
    text_add(out, "\\fR");
    if (row->argument != NULL) {
        text_add(out, " \\fI");
        add_roff(out, row->argument);
        text_add(out, "\\fR");
    }
    text_add(out, "\n");
    add_roff(out, row->help);
    text_add(out, "\n");
}

static void man_command(struct text *out, const struct command *command)
{
    text_printf(out, ".SS polyjoule %s\n", command->name);
    add_roff(out, command->summary);
    text_add(out, ".\n.PP\n.nf\npolyjoule ");
    add_roff(out, command->name);
    text_add(out, " ");
    add_roff(out, command->usage);
    text_add(out, "\n.fi\n");
    for (const struct option_row *row = command->rows; row != NULL && row->name != NULL; row++)
        man_row(out, command, row);
    for (const struct option_row *row = command->shared; row != NULL && row->name != NULL;
         row++)
        man_row(out, command, row);
    if (command->notes == NULL)
        return;
    text_add(out, ".PP\n.nf\n");
    add_roff(out, command->notes);
    text_add(out, ".fi\n");
}

static void write_man(struct text *out, const struct command *const *commands, size_t count)
{
    text_add(out, ".\\\" SPDX-License-Identifier: MIT\n"
                  ".TH POLYJOULE 1 \"\" \"polyjoule " POLYJOULE_VERSION "\"\n"
                  ".SH NAME\npolyjoule \\- what programs cost: joules, seconds, bytes\n"
                  ".SH SYNOPSIS\n\\fBpolyjoule\\fR \\fICOMMAND\\fR [\\fIoptions\\fR]\n"
                  ".SH COMMANDS\n");
    for (size_t i = 0; i < count; i++)
        man_command(out, commands[i]);
    text_add(out, ".SH OPTIONS OF EVERY COMMAND\n");
    for (const struct option_row *row = common_rows; row->name != NULL; row++)
        man_row(out, NULL, row);
    text_add(out, ".SH EXIT STATUS\n0 yes or done, 1 no, 2 wrong usage or input, 3 undecided,\n"
                  "4 the environment spoils the answer, 5 some trials failed,\n"
                  "6 polyjoule itself failed, 130 interrupted.\n");
}

static void bash_row(struct text *out, const struct command *command,
                     const struct option_row *row)
{
    (void)command;
    text_printf(out, " --%s", row->name);
}

static void write_bash(struct text *out, const struct command *const *commands, size_t count)
{
    text_add(out, "# SPDX-License-Identifier: MIT\n_polyjoule() {\n"
                  "    local current=${COMP_WORDS[COMP_CWORD]} words= i\n    COMPREPLY=()\n"
                  "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words='");
    for (size_t i = 0; i < count; i++)
        text_printf(out, "%s ", commands[i]->name);
    text_add(out, "help --help --version'\n    elif [[ $current == -* ]]; then\n"
                  "        for ((i = 1; i < COMP_CWORD; i++)); do\n"
                  "            [ \"${COMP_WORDS[i]}\" = -- ] && return\n        done\n"
                  "        case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < count; i++) {
        text_printf(out, "        %s) words='", commands[i]->name);
        each_row(out, commands[i], bash_row);
        text_add(out, "' ;;\n");
    }
    text_add(out, "        esac\n    fi\n"
                  "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n}\n"
                  "complete -o default -F _polyjoule polyjoule\n");
}

static void zsh_row(struct text *out, const struct command *command,
                    const struct option_row *row)
{
    struct text entry = {0};

    (void)command;
    text_printf(&entry, "--%s:%s", row->name, row->help);
    text_add(out, " ");
    add_quoted(out, text_string(&entry), "'\\''", "\\\\");
    text_free(&entry);
}

static void write_zsh(struct text *out, const struct command *const *commands, size_t count)
{
    text_add(out, "#compdef polyjoule\n# SPDX-License-Identifier: MIT\n"
                  "local -a commands options\ncommands=(");
    for (size_t i = 0; i < count; i++) {
        struct text entry = {0};
        text_printf(&entry, "%s:%s", commands[i]->name, commands[i]->summary);
        text_add(out, " ");
        add_quoted(out, text_string(&entry), "'\\''", "\\\\");
        text_free(&entry);
    }
    text_add(out, ")\nif (( CURRENT == 2 )); then\n    _describe command commands\n"
                  "    return\nfi\ncase $words[2] in\n");
    for (size_t i = 0; i < count; i++) {
        text_printf(out, "%s) options=(", commands[i]->name);
        each_row(out, commands[i], zsh_row);
        text_add(out, ") ;;\n");
    }
    text_add(out, "esac\nif [[ $PREFIX == -* ]]; then\n    _describe -o option options\n"
                  "else\n    _files\nfi\n");
}

static void fish_row(struct text *out, const struct command *command,
                     const struct option_row *row)
{
    text_printf(out, "complete -c polyjoule -n '__fish_seen_subcommand_from %s' -l %s",
                command->name, row->name);
    if (row->letter != 0)
        text_printf(out, " -s %c", row->letter);
    text_add(out, row->type == OPTION_FLAG ? " -d " : " -r -d ");
    add_quoted(out, row->help, "\\'", "\\\\");
    text_add(out, "\n");
}

static void write_fish(struct text *out, const struct command *const *commands, size_t count)
{
    text_add(out, "# SPDX-License-Identifier: MIT\n");
    for (size_t i = 0; i < count; i++) {
        text_printf(out, "complete -c polyjoule -f -n __fish_use_subcommand -a %s -d ",
                    commands[i]->name);
        add_quoted(out, commands[i]->summary, "\\'", "\\\\");
        text_add(out, "\n");
        each_row(out, commands[i], fish_row);
    }
}

int generate(struct text *out, const char *what, const struct command *const *commands,
             size_t count, struct err *err)
{
    static const struct {
        const char *name;
        void (*write)(struct text *out, const struct command *const *commands, size_t count);
    } formats[] = {
        {"man", write_man}, {"bash", write_bash}, {"zsh", write_zsh}, {"fish", write_fish}};

    for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
        if (strcmp(formats[i].name, what) != 0)
            continue;
        formats[i].write(out, commands, count);
        return 0;
    }
    return err_set(err, -EINVAL, "--generate %s: expected man, bash, zsh or fish", what);
}
