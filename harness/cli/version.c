/* SPDX-License-Identifier: MIT
 * What this program is made of. */
#include "cli/version.h"

#include <gnu/libc-version.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "cli/build_facts.h"
#include "cli/command.h"
#include "cli/voice.h"
#include "report/table.h"
#include "store/migrate.h"
#include "sys/pfm.h"

struct library {
    const char *name, *version, *licence, *file;
};

static const struct library libraries[] = {BUILD_LIBRARIES};

/* What is looked for among the files that are loaded. */
struct search {
    const char *beginning;
    char *path; /* where links lead to, for free(); NULL: it is not loaded */
};

static int look_at(struct dl_phdr_info *info, size_t size, void *context)
{
    struct search *search = context;
    const char *slash = strrchr(info->dlpi_name, '/');

    (void)size;
    if (slash == NULL || strncmp(slash + 1, search->beginning, strlen(search->beginning)) != 0)
        return 0;
    search->path = realpath(info->dlpi_name, NULL);
    return 1;
}

static void add_library(struct table *table, const struct library *library)
{
    struct search search = {.beginning = library->file};

    dl_iterate_phdr(look_at, &search);
    table_row(table);
    table_text(table, library->name);
    table_text(table, library->version);
    table_text(table, library->licence);
    table_text(table, search.path != NULL ? search.path : "not until it is needed");
    free(search.path);
}

static struct table *libraries_table(void)
{
    static const struct table_column columns[] = {
        {"library", "library", UNIT_NONE, false, 0},
        {"version", "version", UNIT_NONE, false, 0},
        {"licence", "licence", UNIT_NONE, false, 0},
        {"loaded from", "file", UNIT_NONE, false, 0},
    };
    char pfm[PFM_VERSION_SIZE];
    const struct library others[] = {
        {"libpfm4", pfm_version(pfm), "MIT", "libpfm.so"},
        {"glibc", gnu_get_libc_version(), "LGPL-2.1-or-later", "libc.so"},
    };
    struct table *table = table_new(NULL, columns, ARRAY_SIZE(columns));

    for (size_t i = 0; i < ARRAY_SIZE(libraries); i++)
        add_library(table, &libraries[i]);
    for (size_t i = 0; i < ARRAY_SIZE(others); i++)
        add_library(table, &others[i]);
    return table;
}

static void add_json(struct text *out, const struct table *table)
{
    json_t *document = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:o}", "schema", "polyjoule.version/1",
        "version", POLYJOULE_VERSION, "licence", "MIT", "compiler", BUILD_COMPILER,
        "build_type", BUILD_TYPE, "flags", BUILD_FLAGS, "system", BUILD_SYSTEM,
        "database_schema", (json_int_t)migrate_newest(), "libraries", table_json(table));
    char *dump = json_dumps(document, JSON_INDENT(2));

    text_printf(out, "%s\n", dump);
    free(dump);
    json_decref(document);
}

static int add_words(struct text *out, const struct table *table, struct err *err)
{
    const struct table_style style = {.format = TABLE_TEXT, .width = screen_width()};

    text_printf(out,
                "licence    MIT\ncompiler   %s\nbuild      %s%s%s, %s\n"
                "schema     %lld\n\n",
                BUILD_COMPILER, BUILD_TYPE, BUILD_FLAGS[0] != '\0' ? ", " : "", BUILD_FLAGS,
                BUILD_SYSTEM, (long long)migrate_newest());
    return table_render(table, &style, out, err);
}

int version_print(bool verbose, bool json)
{
    struct text out = {0};
    struct err err;
    int r = 0;

    if (!json)
        text_add(&out, "polyjoule " POLYJOULE_VERSION "\n");
    if (verbose || json) {
        struct table *table = libraries_table();
        if (json)
            add_json(&out, table);
        else
            r = add_words(&out, table, &err);
        table_free(table);
    }
    r = r < 0 ? complain(EXIT_BROKEN, "%s", err.text) : say(&out);
    text_free(&out);
    return r;
}
