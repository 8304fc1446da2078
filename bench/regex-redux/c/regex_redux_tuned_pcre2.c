/* SPDX-License-Identifier: MIT
 * Patterns counted and replaced in DNA by PCRE2 and its JIT: ../README.md, "Tuned". */
#include "pj.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <assert.h>
#include <inttypes.h>
#include <pcre2.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { BRANCHES = 4 }; /* a pattern with more stops the program */

/* What stands between two '|', and its first match from where the search is. */
struct branch {
    pcre2_code *code;
    size_t begin, end; /* NOWHERE: there is no more */
};

struct matcher {
    pcre2_match_data *match;
    int count;
    struct branch branches[BRANCHES];
};

static const size_t NOWHERE = SIZE_MAX;

struct text {
    unsigned char *bytes;
    size_t length;
    size_t capacity;
};

static _Noreturn void fail(int error)
{
    unsigned char message[256];

    pcre2_get_error_message(error, message, sizeof message);
    fprintf(stderr, "%s\n", (char *)message);
    exit(70);
}

/* The length of the first branch of PATTERN. */
static size_t branch_length(const char *pattern)
{
    size_t i = 0;

    while (pattern[i] != '\0' && pattern[i] != '|') {
        if (pattern[i] == '\\')
            i++;
        else if (pattern[i] == '[')
            i = (size_t)(strchr(pattern + i, ']') - pattern);
        i++;
    }
    return i;
}

static pcre2_code *compile(const char *pattern, size_t length)
{
    int error;
    size_t where;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, length, 0, &error, &where, NULL);

    if (code == NULL || (error = pcre2_jit_compile(code, PCRE2_JIT_COMPLETE)) != 0)
        fail(error);
    return code;
}

/* The first match of BRANCH in TEXT from AT on. */
static void search(struct branch *branch, pcre2_match_data *match, const struct text *text,
                   size_t at)
{
    const int found =
        pcre2_jit_match(branch->code, text->bytes, text->length, at, 0, match, NULL);

    if (found < 0 && found != PCRE2_ERROR_NOMATCH)
        fail(found);
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(match);
    branch->begin = found < 0 ? NOWHERE : ends[0];
    branch->end = found < 0 ? NOWHERE : ends[1];
}

static struct matcher matcher_open(const char *pattern, const struct text *text)
{
    struct matcher m = {.match = pcre2_match_data_create(1, NULL)};

    if (m.match == NULL)
        pj_out_of_memory();
    for (const char *at = pattern;; at++) {
        const size_t length = branch_length(at);

        assert(m.count < BRANCHES);
        m.branches[m.count].code = compile(at, length);
        search(&m.branches[m.count++], m.match, text, 0);
        at += length;
        if (*at == '\0')
            return m;
    }
}

static void matcher_close(struct matcher *m)
{
    for (int i = 0; i < m->count; i++)
        pcre2_code_free(m->branches[i].code);
    pcre2_match_data_free(m->match);
}

/* The branch that matches first in TEXT from AT on, of several the one that is written first;
 * or NULL. A branch is searched again only where its match has been passed. */
static const struct branch *find(struct matcher *m, const struct text *text, size_t at)
{
    const struct branch *first = &m->branches[0];

    for (int i = 0; i < m->count; i++) {
        struct branch *branch = &m->branches[i];

        if (branch->begin < at)
            search(branch, m->match, text, at);
        if (branch->begin < first->begin)
            first = branch;
    }
    return first->begin != NOWHERE ? first : NULL;
}

static size_t count(const char *pattern, const struct text *text)
{
    struct matcher m = matcher_open(pattern, text);
    const struct branch *found;
    size_t matches = 0;

    for (size_t at = 0; (found = find(&m, text, at)) != NULL; at = found->end)
        matches++;
    matcher_close(&m);
    return matches;
}

/* Moves what begins at AT to the end of the memory, for ROOM bytes at least before it; returns
 * by how much. */
static size_t make_room(struct text *text, size_t at, size_t room)
{
    const size_t rest = text->length - at;

    if (text->capacity - text->length < room) {
        text->capacity += text->capacity / 8 + room;
        text->bytes = realloc(text->bytes, text->capacity);
        if (text->bytes == NULL)
            pj_out_of_memory();
    }
    text->length = text->capacity;
    memmove(text->bytes + text->length - rest, text->bytes + at, rest);
    return text->length - rest - at;
}

static void move_matches(struct matcher *m, size_t by)
{
    for (int i = 0; i < m->count; i++)
        if (m->branches[i].begin != NOWHERE) {
            m->branches[i].begin += by;
            m->branches[i].end += by;
        }
}

/* In place: the new text grows behind the one that is still to be read. */
static void replace(struct text *text, const char *pattern, const char *with)
{
    struct matcher m = matcher_open(pattern, text);
    const size_t with_length = strlen(with);
    const struct branch *found;
    size_t read = 0, written = 0;

    while ((found = find(&m, text, read)) != NULL) {
        memmove(text->bytes + written, text->bytes + read, found->begin - read);
        written += found->begin - read;
        read = found->end;
        if (read - written < with_length) {
            const size_t by = make_room(text, read, with_length);
            read += by;
            move_matches(&m, by);
        }
        memcpy(text->bytes + written, with, with_length);
        written += with_length;
    }
    memmove(text->bytes + written, text->bytes + read, text->length - read);
    text->length = written + (text->length - read);
    matcher_close(&m);
}

static const char *const COUNTED[] = {
    "agggtaaa|tttaccct",         "[cgt]gggtaaa|tttaccc[acg]", "a[act]ggtaaa|tttacc[agt]t",
    "ag[act]gtaaa|tttac[agt]ct", "agg[act]taaa|ttta[agt]cct", "aggg[acg]aaa|ttt[cgt]ccct",
    "agggt[cgt]aa|tt[acg]accct", "agggta[cgt]a|t[acg]taccct", "agggtaa[cgt]|[acg]ttaccct",
};

static const struct {
    const char *pattern;
    const char *with;
} REPLACED[] = {
    {"tHa[Nt]", "<4>"}, {"aND|caN|Ha[DS]|WaS", "<3>"}, {"a[NSt]|BY", "<2>"},
    {"<[^>]*>", "|"},   {"\\|[^|][^|]*\\|", "-"},
};

static void *setup(const struct pj_input *in)
{
    struct text *input = pj_alloc(1, sizeof *input);

    (void)in;
    input->bytes = pj_read(&input->length);
    return input;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    const struct text *input = state;
    const size_t capacity = input->length + input->length / 8;
    struct text text = {pj_alloc(capacity, 1), input->length, capacity};

    (void)in;
    memcpy(text.bytes, input->bytes, input->length);
    replace(&text, ">.*\n|\n", "");
    const size_t stripped = text.length;
    for (size_t i = 0; i < sizeof COUNTED / sizeof *COUNTED; i++)
        pj_printf(out, "%s %zu\n", COUNTED[i], count(COUNTED[i], &text));
    for (size_t i = 0; i < sizeof REPLACED / sizeof *REPLACED; i++)
        replace(&text, REPLACED[i].pattern, REPLACED[i].with);
    pj_printf(out, "\n%zu\n%zu\n%zu\n", input->length, stripped, text.length);
    free(text.bytes);
}

static void finish(void *state)
{
    struct text *input = state;

    free(input->bytes);
    free(input);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv,
                   &(struct pj_program){.setup = setup, .run = run, .finish = finish});
}
