/* SPDX-License-Identifier: MIT
 * Parsing by table, over getopt_long. */
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/units.h"

enum { OPTIONS_MAX = 96, FIRST_CODE = 256, HELP_INDENT = 26, HELP_WIDTH = 80 };

/* The rows of all tables as getopt_long wants them. */
struct spelling {
    const struct option_row *rows[OPTIONS_MAX];
    struct option longs[OPTIONS_MAX + 1];
    char letters[2 * OPTIONS_MAX + 3];
    int count;
};

static void spell(struct spelling *s, const struct option_row *const *tables)
{
    size_t used = 0;

    memset(s, 0, sizeof(*s));
    s->letters[used++] = ':'; /* a missing argument is told apart */
    for (; *tables != NULL; tables++) {
        for (const struct option_row *row = *tables; row->name != NULL; row++) {
            if (s->count == OPTIONS_MAX)
                abort();
            s->rows[s->count] = row;
            s->longs[s->count] = (struct option){
                .name = row->name,
                .has_arg = row->type == OPTION_FLAG ? no_argument : required_argument,
                .val = FIRST_CODE + s->count};
            s->count++;
            if (row->letter == 0)
                continue;
            s->letters[used++] = row->letter;
            if (row->type != OPTION_FLAG)
                s->letters[used++] = ':';
        }
    }
}

static const struct option_row *row_of(const struct spelling *s, int code)
{
    if (code >= FIRST_CODE)
        return s->rows[code - FIRST_CODE];
    for (int i = 0; i < s->count; i++)
        if (s->rows[i]->letter == code)
            return s->rows[i];
    return NULL;
}

static void list_add(struct option_list *list, const char *item)
{
    list->items = mem_grow(list->items, list->count, sizeof(*list->items));
    list->items[list->count++] = item;
}

static int set_value(void *target, const struct option_row *row, char *text, struct err *err)
{
    void *value = (char *)target + row->offset;
    int r = 0;

    switch (row->type) {
    case OPTION_FLAG:
        *(bool *)value = true;
        break;
    case OPTION_TEXT:
        *(const char **)value = text;
        break;
    case OPTION_LIST:
        list_add(value, text);
        break;
    case OPTION_COMMAS:
        for (char *item; (item = strsep(&text, ",")) != NULL;) {
            if (item[0] == '\0')
                return err_set(err, -EINVAL, "--%s: expected %s", row->name, row->argument);
            list_add(value, item);
        }
        break;
    case OPTION_INTEGER:
        r = units_parse_integer(value, text, 0, INT64_MAX, err);
        break;
    case OPTION_DURATION:
        r = units_parse_duration(value, text, err);
        break;
    case OPTION_FRACTION:
        r = units_parse_fraction(value, text, err);
        break;
    }
    return r < 0 ? err_prefix(err, r, "--%s", row->name) : 0;
}

/* Move the words that only look like options out of ARGV; what follows "--" is left alone. */
static int take_dashed(const struct spelling *s, int argc, char **argv,
                       struct option_list *rest)
{
    int kept = 1, i = 1;

    for (; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (argv[i][0] == '-' && argv[i][1] != '-' && argv[i][1] != '\0' &&
            strchr(s->letters, argv[i][1]) == NULL)
            list_add(rest, argv[i]);
        else
            argv[kept++] = argv[i];
    }
    while (i < argc)
        argv[kept++] = argv[i++];
    return kept;
}

int options_parse(void *target, const struct option_row *const *tables, int argc, char **argv,
                  bool dashed, struct option_list *rest, struct err *err)
{
    struct spelling s;
    int code, r;

    spell(&s, tables);
    if (dashed)
        argc = take_dashed(&s, argc, argv, rest);
    opterr = 0;
    optind = 0; /* so that glibc starts anew */
    while ((code = getopt_long(argc, argv, s.letters, s.longs, NULL)) != -1) {
        if (code == ':')
            return err_set(err, -EINVAL, "%s needs a value", argv[optind - 1]);
        if (code == '?')
            return err_set(err, -EINVAL, "unknown option %s; see --help", argv[optind - 1]);
        const struct option_row *row = row_of(&s, code);
        if ((r = set_value(target, row, optarg, err)) < 0)
            return r;
    }
    while (optind < argc)
        list_add(rest, argv[optind++]);
    return 0;
}

/* Whether WORD is an option of TABLE whose value is the next word. */
static bool takes_next(const struct option_row *table, const char *word)
{
    for (const struct option_row *row = table; row->name != NULL; row++) {
        bool is_long = strncmp(word, "--", 2) == 0 && strcmp(word + 2, row->name) == 0;
        bool is_short = word[0] == '-' && word[1] == row->letter && word[2] == '\0';
        if ((is_long || is_short) && row->type != OPTION_FLAG)
            return true;
    }
    return false;
}

int options_first_word(const struct option_row *table, int argc, char **argv)
{
    int i = 1;

    while (i < argc && argv[i][0] == '-')
        i += takes_next(table, argv[i]) ? 2 : 1;
    return i < argc ? i : argc;
}

void options_help(struct text *out, const struct option_row *table)
{
    for (const struct option_row *row = table; row->name != NULL; row++) {
        struct text left = {0};
        if (row->letter != 0)
            text_printf(&left, "  -%c, --%s", row->letter, row->name);
        else
            text_printf(&left, "      --%s", row->name);
        if (row->argument != NULL)
            text_printf(&left, " %s", row->argument);
        text_printf(out, "%-*s", HELP_INDENT, text_string(&left));
        if (left.length + 1 >= HELP_INDENT)
            text_printf(out, "\n%*s", HELP_INDENT, "");
        text_add_wrapped(out, row->help, HELP_INDENT, HELP_INDENT, HELP_WIDTH);
        text_add(out, "\n");
        text_free(&left);
    }
}

void options_free(void *target, const struct option_row *const *tables,
                  struct option_list *rest)
{
    for (; *tables != NULL; tables++) {
        for (const struct option_row *row = *tables; row->name != NULL; row++) {
            if (row->type != OPTION_LIST && row->type != OPTION_COMMAS)
                continue;
            struct option_list *list = (void *)((char *)target + row->offset);
            free(list->items);
            *list = (struct option_list){0};
        }
    }
    free(rest->items);
    *rest = (struct option_list){0};
}
