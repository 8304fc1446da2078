/* SPDX-License-Identifier: MIT
 * Campaigns as words name them. */
#include "cli/side.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/campaign_screen.h"
#include "cli/paths.h"
#include "judge/reader.h"
#include "report/import.h"

static bool is_number(const char *word)
{
    return word[0] != '\0' && word[strspn(word, "0123456789")] == '\0';
}

void side_name(struct side *side, const char *word, struct arena *arena)
{
    const char *colon = strrchr(word, ':');

    if (is_number(word)) {
        side->campaign = word;
    } else if (colon != NULL && is_number(colon + 1) && access(word, F_OK) != 0) {
        side->campaign = colon + 1;
        side->database = arena_printf(arena, "%.*s", (int)(colon - word), word);
    } else {
        side->database = word;
    }
}

/* Something that is there and is no database: those begin with SQLite's name, or are empty. */
static bool is_foreign(const char *path)
{
    static const char magic[] = "SQLite format 3";
    char begin[sizeof(magic)] = "";
    struct stat status;

    if (stat(path, &status) < 0)
        return false;
    if (S_ISDIR(status.st_mode))
        return true;
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return false;
    size_t read = fread(begin, 1, sizeof(begin), file);
    fclose(file);
    return read > 0 && memcmp(begin, magic, sizeof(magic)) != 0;
}

typedef int importing(struct import_summary *out, struct store *store, const char *format,
                      const char *const *paths, size_t count, const char *tool_version,
                      struct err *err);

static int load_file(struct side *side, importing *import, struct err *err)
{
    struct import_summary summary;
    const char *format;
    int r;

    side->path = side->database;
    if ((r = import_recognise(&format, side->path, err)) < 0 ||
        (r = store_open(&side->store, "", STORE_WRITE, err)) < 0 ||
        (r = import(&summary, side->store, format, &side->path, 1, POLYJOULE_VERSION, err)) < 0)
        return r;
    r = reader_load(&side->result, side->store, summary.campaign, err);
    import_summary_free(&summary);
    return r;
}

static bool is_file(const struct side *side)
{
    return side->database != NULL && side->campaign == NULL && is_foreign(side->database);
}

static int load_one(struct side *side, struct context *context, struct err *err)
{
    struct paths paths;
    struct err no_catalogue;
    int64_t id;
    int r;

    if (is_file(side))
        return load_file(side, import_study, err);
    paths_find(&paths, side->database != NULL ? side->database : context->settings.database,
               NULL, &context->arena, &no_catalogue);
    side->path = paths.database;
    if ((r = store_open(&side->store, side->path, STORE_READ, err)) < 0)
        return r;
    if ((r = campaign_meant(&id, side->store, side->campaign, err)) == 0)
        r = reader_load(&side->result, side->store, id, err);
    return r < 0 && side->database != NULL ? err_prefix(err, r, "%s", side->database) : r;
}

static int64_t work_of(const struct side *side)
{
    return side->result->cell_count > 0 ? side->result->cells[0].work : STORE_ABSENT;
}

int side_load(struct side *sides, size_t count, struct context *context, struct err *err)
{
    int r = 0;

    for (size_t i = 0; r == 0 && i < count; i++)
        r = load_one(&sides[i], context, err);
    for (size_t i = 0; r == 0 && i < count; i++)
        if (is_file(&sides[i]) && work_of(&sides[i]) != IMPORT_MANY &&
            work_of(&sides[count - 1 - i]) == IMPORT_MANY) {
            side_close(&sides[i]);
            r = load_file(&sides[i], import_study_of_many, err);
        }
    return r;
}

void side_close(struct side *side)
{
    result_free(side->result);
    store_close(side->store);
    side->result = NULL;
    side->store = NULL;
}
