/* SPDX-License-Identifier: MIT
 * DNA sequences, each reversed and complemented: definition in ../README.md. */
#include "pj.h"

#include <stdbool.h>
#include <string.h>

/* BLOCK bytes are read at once; of the answer 1075 lines are made at once, and printed: just
 * over 64 KiB. */
enum { COLUMNS = 60, LINES = 1075, BLOCK = 65536 };

static const unsigned char COMPLEMENT[256] = {
    ['A'] = 'T', ['C'] = 'G', ['G'] = 'C', ['T'] = 'A', ['U'] = 'A', ['M'] = 'K', ['R'] = 'Y',
    ['W'] = 'W', ['S'] = 'S', ['Y'] = 'R', ['K'] = 'M', ['V'] = 'B', ['H'] = 'D', ['D'] = 'H',
    ['B'] = 'V', ['N'] = 'N', ['a'] = 'T', ['c'] = 'G', ['g'] = 'C', ['t'] = 'A', ['u'] = 'A',
    ['m'] = 'K', ['r'] = 'Y', ['w'] = 'W', ['s'] = 'S', ['y'] = 'R', ['k'] = 'M', ['v'] = 'B',
    ['h'] = 'D', ['d'] = 'H', ['b'] = 'V', ['n'] = 'N',
};

/* A record and the beginning of the next, as they were read; in memory of the longest record.
 */
struct text {
    unsigned char *bytes;
    size_t length;
    size_t capacity;
};

static bool read_more(struct text *text)
{
    if (text->capacity - text->length < BLOCK) {
        text->capacity = 2 * text->capacity + BLOCK;
        text->bytes = realloc(text->bytes, text->capacity);
        if (text->bytes == NULL)
            pj_out_of_memory();
    }
    const size_t got = pj_read_part(text->bytes + text->length, BLOCK);
    text->length += got;
    return got != 0;
}

/* Where the next BYTE is, from START on, or else the end; reads that far. */
static size_t find(struct text *text, size_t start, char byte)
{
    do {
        const unsigned char *at = memchr(text->bytes + start, byte, text->length - start);
        if (at != NULL)
            return (size_t)(at - text->bytes);
        start = text->length;
    } while (read_more(text));
    return start;
}

/* The COUNT letters before FROM, the last one first. Eight are put together and stored at once.
 */
static inline unsigned char *reverse(unsigned char *to, const unsigned char *from, size_t count)
{
    for (; count >= 8; count -= 8) {
        uint64_t reversed = 0;

        from -= 8;
        for (int i = 0; i < 8; i++)
            reversed |= (uint64_t)COMPLEMENT[from[i]] << (56 - 8 * i);
        memcpy(to, &reversed, 8);
        to += 8;
    }
    while (count-- > 0)
        *to++ = COMPLEMENT[*--from];
    return to;
}

/* The lines from BEGIN to END. All but the last have 60 letters, so each line of the answer is
 * the end of one line and the beginning of the next, parted at the same place. */
static void reverse_lines(struct pj_out *out, const unsigned char *begin,
                          const unsigned char *end)
{
    if (begin != end && end[-1] == '\n')
        end--;
    if (begin == end)
        return;
    const size_t last = (size_t)(end - begin) % (COLUMNS + 1);
    unsigned char *to;

    for (end -= last; end != begin;) {
        size_t lines = (size_t)(end - begin) / (COLUMNS + 1);
        if (lines > LINES)
            lines = LINES;
        to = pj_reserve(out, lines * (COLUMNS + 1));
        for (; lines > 0; lines--) {
            to = reverse(to, end + last, last);
            to = reverse(to, end - 1, COLUMNS - last);
            *to++ = '\n';
            end -= COLUMNS + 1;
        }
        pj_flush(out);
    }
    to = reverse(pj_reserve(out, last + 1), end + last, last);
    *to = '\n';
}

static void *setup(const struct pj_input *in)
{
    (void)in;
    pj_keep_input();
    return NULL;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    struct text text = {0};

    (void)in;
    (void)state;
    while (text.length != 0 || read_more(&text)) {
        const size_t newline = find(&text, 0, '\n');
        const size_t begin = newline < text.length ? newline + 1 : newline;
        const size_t end = find(&text, begin, '>');

        pj_put(out, text.bytes, begin);
        reverse_lines(out, text.bytes + begin, text.bytes + end);
        text.length -= end;
        memmove(text.bytes, text.bytes + end, text.length);
    }
    free(text.bytes);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.setup = setup, .run = run});
}
