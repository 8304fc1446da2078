/* SPDX-License-Identifier: MIT
 * DNA sequences, each reversed and complemented: definition in ../README.md. */
#include "pj.h"

#include <string.h>

/* Of the answer 1075 lines are made at once, and printed: just over 64 KiB. */
enum { COLUMNS = 60, LINES = 1075 };

static const unsigned char COMPLEMENT[256] = {
    ['A'] = 'T', ['C'] = 'G', ['G'] = 'C', ['T'] = 'A', ['U'] = 'A', ['M'] = 'K', ['R'] = 'Y',
    ['W'] = 'W', ['S'] = 'S', ['Y'] = 'R', ['K'] = 'M', ['V'] = 'B', ['H'] = 'D', ['D'] = 'H',
    ['B'] = 'V', ['N'] = 'N', ['a'] = 'T', ['c'] = 'G', ['g'] = 'C', ['t'] = 'A', ['u'] = 'A',
    ['m'] = 'K', ['r'] = 'Y', ['w'] = 'W', ['s'] = 'S', ['y'] = 'R', ['k'] = 'M', ['v'] = 'B',
    ['h'] = 'D', ['d'] = 'H', ['b'] = 'V', ['n'] = 'N',
};

struct text {
    unsigned char *bytes;
    size_t length;
};

/* The COUNT letters before FROM, the last one first. Eight are loaded and stored at once: the
 * look-ups keep the memory ports busy enough. */
static inline unsigned char *reverse(unsigned char *to, const unsigned char *from, size_t count)
{
    for (; count >= 8; count -= 8) {
        uint64_t letters, reversed = 0;

        from -= 8;
        memcpy(&letters, from, 8);
        for (int i = 0; i < 8; i++)
            reversed |= (uint64_t)COMPLEMENT[letters >> 8 * i & 0xff] << (56 - 8 * i);
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
    if (begin == end)
        return;
    end--; /* the newline */
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
    struct text *text = pj_alloc(1, sizeof *text);

    (void)in;
    text->bytes = pj_read(&text->length);
    return text;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)in;
    const struct text *text = state;
    const unsigned char *at = text->bytes, *end = at + text->length;

    while (at != end) {
        const unsigned char *sequence =
            (const unsigned char *)memchr(at, '\n', (size_t)(end - at)) + 1;
        const unsigned char *next = memchr(sequence, '>', (size_t)(end - sequence));

        pj_put(out, at, (size_t)(sequence - at));
        at = next != NULL ? next : end;
        reverse_lines(out, sequence, at);
    }
}

static void finish(void *state)
{
    struct text *text = state;

    free(text->bytes);
    free(text);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv,
                   &(struct pj_program){.setup = setup, .run = run, .finish = finish});
}
