/* SPDX-License-Identifier: MIT
 * The Mandelbrot set as a bitmap, many pixels of a row at a time, in vectors:
 * ../README.md, "Tuned". */
#include "pj.h"

#include <stdlib.h>
#if defined(__SSE2__)
#include <immintrin.h>
#endif

/* Pixels in a vector, as many as the CPU has room for, and vectors side by side, so that steps
 * need not wait for each other. */
#if defined(__AVX512F__)
enum { LANES = 8, VECTORS = 2 };
#elif defined(__AVX__)
enum { LANES = 4, VECTORS = 4 };
#else
enum { LANES = 2, VECTORS = 4 };
#endif

enum { STEPS = 50, STEPS_A_TEST = 5, BLOCK = 16, GROUP = LANES * VECTORS };

/* The first pixel is the last lane: so a mask of lanes is in the order of the answer's bits. */
typedef double vector __attribute__((vector_size(LANES * sizeof(double))));

/* A bit for each lane of SUM that is at most 4.0: not infinite, nor what is no number. */
static inline unsigned small(vector sum)
{
#if defined(__AVX512F__)
    return _mm512_cmp_pd_mask((__m512d)sum, _mm512_set1_pd(4.0), _CMP_LE_OQ);
#elif defined(__AVX__)
    const __m256d is_small = _mm256_cmp_pd((__m256d)sum, _mm256_set1_pd(4.0), _CMP_LE_OQ);
    return (unsigned)_mm256_movemask_pd(is_small);
#elif defined(__SSE2__)
    return (unsigned)_mm_movemask_pd(_mm_cmple_pd((__m128d)sum, _mm_set1_pd(4.0)));
#else
    return (unsigned)(sum[0] <= 4.0) | (unsigned)(sum[1] <= 4.0) << 1;
#endif
}

/* The bits of a group of pixels, the first one in the highest. What has once been too large
 * grows ever on, so it is enough to look now and then, and at the end. */
static inline unsigned stay(const vector cr[VECTORS], double ci)
{
    vector zr[VECTORS] = {0}, zi[VECTORS] = {0}, tr[VECTORS] = {0}, ti[VECTORS] = {0};
    unsigned bits = 1;

    for (int i = 0; i < STEPS && bits != 0; i += STEPS_A_TEST) {
#pragma GCC unroll 5
        for (int j = 0; j < STEPS_A_TEST; j++) {
#pragma GCC unroll 4
            for (int k = 0; k < VECTORS; k++) {
                zi[k] = 2.0 * zr[k] * zi[k] + ci;
                zr[k] = tr[k] - ti[k] + cr[k];
                tr[k] = zr[k] * zr[k];
                ti[k] = zi[k] * zi[k];
            }
        }
        bits = 0;
#pragma GCC unroll 4
        for (int k = 0; k < VECTORS; k++)
            bits = bits << LANES | small(tr[k] + ti[k]);
    }
    return bits;
}

/* Two bytes of the answer, the first one in the higher. */
static unsigned draw_block(const vector *cr, double ci)
{
    unsigned bits = 0;

    for (int x = 0; x < BLOCK; x += GROUP)
        bits = bits << GROUP | stay(cr + x / LANES, ci);
    return bits;
}

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)state;
    const int n = (int)in->n;
    const size_t width = ((size_t)n + 7) / 8;
    const size_t blocks = ((size_t)n + BLOCK - 1) / BLOCK;
    vector *cr = aligned_alloc(sizeof *cr, blocks * BLOCK * sizeof(double));

    if (cr == NULL)
        pj_out_of_memory();
    for (int x = 0; x < (int)blocks * BLOCK; x++)
        cr[x / LANES][LANES - 1 - x % LANES] = 2.0 * x / n - 1.5;

    pj_printf(out, "P4\n%d %d\n", n, n);
    for (int y = 0; y < n; y++) {
        unsigned char *row = pj_reserve(out, width);
        const double ci = 2.0 * y / n - 1.0;

        for (size_t i = 0; i < blocks; i++) {
            const unsigned bits = draw_block(cr + i * (BLOCK / LANES), ci);

            row[2 * i] = (unsigned char)(bits >> 8);
            if (2 * i + 1 < width)
                row[2 * i + 1] = (unsigned char)bits;
        }
        row[width - 1] &= (unsigned char)(0xFF << (-n & 7));
        pj_flush(out);
    }
    free(cr);
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
