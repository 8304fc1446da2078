/* SPDX-License-Identifier: MIT
 * Patterns counted and replaced in DNA by a matcher of our own: definition in ../README.md. */
#include "pj.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/* Room for one automaton; one that needs more stops the program. */
enum { BYTES = 256, STATES = 256, NODES = 64 };

/* The numbers of the states: at those below FIRST_QUIET the search has to look closer. */
enum { UNKNOWN, DEAD, FINAL, FIRST_MATCHING, FIRST_QUIET = 128, START = FIRST_QUIET };

static const size_t NOWHERE = SIZE_MAX;

/* A set of bytes, one of which is taken, or any number of them. */
struct item {
    bool repeated;
    bool has[BYTES];
};

enum kind { MATCH, TAKE, FORK };

/* A node of the NFA takes a byte of its set and goes on, or forks without taking one. */
struct node {
    enum kind kind;
    int next;
    int other;       /* FORK: the second choice */
    bool has[BYTES]; /* TAKE: the set */
};

/* Where the NFA can be, as nodes that take, the preferred first, and whether it has matched. */
struct places {
    int count;
    bool matched;
    unsigned char nodes[NODES];
};

/* The DFA's states are numbered as they are met. */
struct automaton {
    unsigned char next[BYTES][STATES]; /* of a byte and a state, UNKNOWN until it is needed */
    struct places places[STATES];
    int matching_end, quiet_end; /* the next free numbers */
    bool longest;                /* a match does not end what is less preferred */
    int node_count;
    struct node nodes[NODES];
};

struct text {
    unsigned char *bytes;
    size_t length;
    size_t capacity;
};

static const char *parse_item(const char *at, struct item *item)
{
    *item = (struct item){0};
    if (*at == '.') {
        memset(item->has, true, BYTES);
        item->has['\n'] = false;
    } else if (*at == '[') {
        const bool negated = at[1] == '^';
        memset(item->has, negated, BYTES);
        for (at += 1 + negated; *at != ']'; at++)
            item->has[(unsigned char)*at] = !negated;
    } else {
        at += *at == '\\';
        item->has[(unsigned char)*at] = true;
    }
    item->repeated = *++at == '*';
    return at + item->repeated;
}

static int add_node(struct automaton *a, enum kind kind, int next, int other)
{
    assert(a->node_count < NODES);
    a->nodes[a->node_count] = (struct node){.kind = kind, .next = next, .other = other};
    return a->node_count++;
}

static int add_item(struct automaton *a, const struct item *item, int next)
{
    const int take = add_node(a, TAKE, next, 0);

    memcpy(a->nodes[take].has, item->has, BYTES);
    if (!item->repeated)
        return take;
    return a->nodes[take].next = add_node(a, FORK, take, next);
}

/* Adds the branches of PATTERN, which lead to the node MATCH; returns where they begin. */
static int add_branches(struct automaton *a, const char *pattern, bool backwards, int match)
{
    struct item items[NODES];
    int count = 0;
    int next = match;

    while (*pattern != '\0' && *pattern != '|') {
        assert(count < NODES);
        pattern = parse_item(pattern, &items[count++]);
    }
    for (int i = 0; i < count; i++)
        next = add_item(a, &items[backwards ? i : count - 1 - i], next);
    if (*pattern == '\0')
        return next;
    return add_node(a, FORK, next, add_branches(a, pattern + 1, backwards, match));
}

/* Adds NODE, or what it forks to. Nothing counts after a preferred match, nor a second time. */
static void visit(const struct automaton *a, int node, bool *seen, struct places *places)
{
    const struct node *n = &a->nodes[node];

    if (seen[node] || (places->matched && !a->longest))
        return;
    seen[node] = true;
    if (n->kind == FORK) {
        visit(a, n->next, seen, places);
        visit(a, n->other, seen, places);
    } else if (n->kind == MATCH) {
        places->matched = true;
    } else {
        places->nodes[places->count++] = (unsigned char)node;
    }
}

static bool same(const struct places *a, const struct places *b)
{
    return a->count == b->count && memcmp(a->nodes, b->nodes, (size_t)a->count) == 0;
}

/* The number of the state that stands for PLACES, a new one if need be. */
static unsigned char number(struct automaton *a, const struct places *places)
{
    if (places->count == 0)
        return places->matched ? FINAL : DEAD;

    const int limit = places->matched ? FIRST_QUIET : STATES;
    int *end = places->matched ? &a->matching_end : &a->quiet_end;
    int state = places->matched ? FIRST_MATCHING : FIRST_QUIET;

    while (state < *end && !same(&a->places[state], places))
        state++;
    if (state == *end) {
        assert(state < limit);
        a->places[state] = *places;
        ++*end;
    }
    return (unsigned char)state;
}

/* The transition that was UNKNOWN. Out of the way: inlined it takes the search's registers. */
__attribute__((cold, noinline)) static size_t step(struct automaton *a, size_t state,
                                                   unsigned char byte)
{
    const struct places *from = &a->places[state];
    struct places to = {0};
    bool seen[NODES] = {0};

    for (int i = 0; i < from->count; i++) {
        const struct node *node = &a->nodes[from->nodes[i]];
        if (node->has[byte])
            visit(a, node->next, seen, &to);
    }
    return a->next[byte][state] = number(a, &to);
}

static struct automaton *automaton_open(const char *pattern, bool backwards)
{
    struct automaton *a = calloc(1, sizeof *a);
    struct places start = {0};
    bool seen[NODES] = {0};

    if (a == NULL)
        pj_out_of_memory();
    a->matching_end = FIRST_MATCHING;
    a->quiet_end = FIRST_QUIET;
    a->longest = backwards; /* the longest match backwards is the leftmost */
    int entry = add_branches(a, pattern, backwards, add_node(a, MATCH, 0, 0));
    if (!backwards) {
        /* To begin here is preferred to going on to the next byte. */
        const int skip = add_node(a, TAKE, 0, 0);
        memset(a->nodes[skip].has, true, BYTES);
        entry = a->nodes[skip].next = add_node(a, FORK, entry, skip);
    }
    visit(a, entry, seen, &start);
    number(a, &start); /* START */
    return a;
}

/* The end of the leftmost match in TEXT from AT to END, or NOWHERE; no match begins before
 * *CLEAN, the last place where the state was START.
 * A state is a size_t here: a byte would have to be extended in each step, a cycle of five. */
static inline size_t find_end(struct automaton *a, const unsigned char *text, size_t at,
                              size_t end, size_t *clean)
{
    size_t state = START;
    size_t found = NOWHERE;
    size_t start_seen = at;

    while (at < end) {
        const unsigned char byte = text[at];
        const size_t before = state;

        start_seen = state == START ? at : start_seen;
        at++;
        state = a->next[byte][state];
        if (state < FIRST_QUIET) {
            if (state == UNKNOWN)
                state = step(a, before, byte);
            if (state == DEAD)
                break;
            if (state < FIRST_QUIET)
                found = at;
            if (state == FINAL)
                break;
        }
    }
    *clean = start_seen;
    return found;
}

/* Where the longest match in TEXT that ends at AT begins, not before BEGIN. */
static inline size_t find_begin(struct automaton *a, const unsigned char *text, size_t begin,
                                size_t at)
{
    size_t state = START;
    size_t found = at;

    while (at > begin) {
        const unsigned char byte = text[--at];
        const size_t before = state;

        state = a->next[byte][state];
        if (state < FIRST_QUIET) {
            if (state == UNKNOWN)
                state = step(a, before, byte);
            if (state == DEAD)
                break;
            if (state < FIRST_QUIET)
                found = at;
            if (state == FINAL)
                break;
        }
    }
    return found;
}

static size_t count(const char *pattern, const struct text *text)
{
    struct automaton *a = automaton_open(pattern, false);
    size_t matches = 0, at = 0, clean;

    while ((at = find_end(a, text->bytes, at, text->length, &clean)) != NOWHERE)
        matches++;
    free(a);
    return matches;
}

/* Moves what begins at AT to the end of the memory, for ROOM bytes at least before it; returns
 * where it begins then. */
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
    return text->length - rest;
}

/* In place: the new text grows behind the one that is still to be read. */
static void replace(struct text *text, const char *pattern, const char *with)
{
    struct automaton *forwards = automaton_open(pattern, false);
    struct automaton *backwards = automaton_open(pattern, true);
    const size_t with_length = strlen(with);
    size_t read = 0, written = 0, clean, end;

    while ((end = find_end(forwards, text->bytes, read, text->length, &clean)) != NOWHERE) {
        const size_t begin = find_begin(backwards, text->bytes, clean, end);

        memmove(text->bytes + written, text->bytes + read, begin - read);
        written += begin - read;
        read = end;
        if (read - written < with_length)
            read = make_room(text, read, with_length);
        memcpy(text->bytes + written, with, with_length);
        written += with_length;
    }
    memmove(text->bytes + written, text->bytes + read, text->length - read);
    text->length = written + (text->length - read);
    free(forwards);
    free(backwards);
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
    (void)in;
    pj_keep_input();
    return NULL;
}

/* The input is some 10.2 N bytes, and the text becomes longer when it is replaced. */
static struct text read_text(int64_t n)
{
    const size_t capacity = 11 * (size_t)n + 65536;
    struct text text = {pj_alloc(capacity, 1), 0, capacity};
    size_t got;

    do {
        if (text.length == text.capacity) {
            text.capacity *= 2;
            text.bytes = realloc(text.bytes, text.capacity);
            if (text.bytes == NULL)
                pj_out_of_memory();
        }
        got = pj_read_part(text.bytes + text.length, text.capacity - text.length);
        text.length += got;
    } while (got > 0);
    return text;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    struct text text = read_text(in->n);
    const size_t length = text.length;

    (void)state;
    replace(&text, ">.*\n|\n", "");
    const size_t stripped = text.length;
    for (size_t i = 0; i < sizeof COUNTED / sizeof *COUNTED; i++)
        pj_printf(out, "%s %zu\n", COUNTED[i], count(COUNTED[i], &text));
    for (size_t i = 0; i < sizeof REPLACED / sizeof *REPLACED; i++)
        replace(&text, REPLACED[i].pattern, REPLACED[i].with);
    pj_printf(out, "\n%zu\n%zu\n%zu\n", length, stripped, text.length);
    free(text.bytes);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.setup = setup, .run = run});
}
