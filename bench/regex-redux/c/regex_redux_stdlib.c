/* SPDX-License-Identifier: MIT
 * Patterns counted and replaced in DNA by the C library's POSIX expressions: definition in
 * ../README.md. */
#include "pj.h"

#include <regex.h>
#include <stdio.h>
#include <string.h>

struct text {
    char *bytes;
    size_t length;
};

static regex_t compile(const char *pattern)
{
    regex_t compiled;
    /* REG_NEWLINE: '.' does not match the end of a line. */
    const int error = regcomp(&compiled, pattern, REG_EXTENDED | REG_NEWLINE);

    if (error != 0) {
        char message[256];
        regerror(error, &compiled, message, sizeof message);
        fprintf(stderr, "%s\n", message);
        exit(70);
    }
    return compiled;
}

/* The first match in TEXT from AT on; 0 where there is none. */
static int find(const regex_t *pattern, const struct text *text, size_t at, regmatch_t *match)
{
    match->rm_so = (regoff_t)at;
    match->rm_eo = (regoff_t)text->length;
    /* REG_STARTEND: the text is given by its ends, as no 0 byte is behind it. */
    return regexec(pattern, text->bytes, 1, match, REG_STARTEND) == 0;
}

static size_t count(const char *pattern, const struct text *text)
{
    regex_t compiled = compile(pattern);
    regmatch_t match;
    size_t matches = 0;

    for (size_t at = 0; find(&compiled, text, at, &match); at = (size_t)match.rm_eo)
        matches++;
    regfree(&compiled);
    return matches;
}

static void append(struct text *to, size_t *capacity, const char *bytes, size_t length)
{
    if (*capacity - to->length < length) {
        *capacity += *capacity / 2 + length;
        to->bytes = realloc(to->bytes, *capacity);
        if (to->bytes == NULL)
            pj_out_of_memory();
    }
    memcpy(to->bytes + to->length, bytes, length);
    to->length += length;
}

static struct text replace(const struct text *from, const char *pattern, const char *with)
{
    regex_t compiled = compile(pattern);
    size_t capacity = from->length + 1, at = 0;
    struct text to = {pj_alloc(capacity, 1), 0};
    regmatch_t match;

    for (; find(&compiled, from, at, &match); at = (size_t)match.rm_eo) {
        append(&to, &capacity, from->bytes + at, (size_t)match.rm_so - at);
        append(&to, &capacity, with, strlen(with));
    }
    append(&to, &capacity, from->bytes + at, from->length - at);
    regfree(&compiled);
    return to;
}

static void replace_in(struct text *text, const char *pattern, const char *with)
{
    const struct text to = replace(text, pattern, with);

    free(text->bytes);
    *text = to;
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
    input->bytes = (char *)pj_read(&input->length);
    return input;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    const struct text *input = state;
    struct text text = replace(input, ">.*\n|\n", "");
    const size_t stripped = text.length;

    (void)in;
    for (size_t i = 0; i < sizeof COUNTED / sizeof *COUNTED; i++)
        pj_printf(out, "%s %zu\n", COUNTED[i], count(COUNTED[i], &text));
    for (size_t i = 0; i < sizeof REPLACED / sizeof *REPLACED; i++)
        replace_in(&text, REPLACED[i].pattern, REPLACED[i].with);
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
