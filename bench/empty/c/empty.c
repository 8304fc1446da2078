/* SPDX-License-Identifier: MIT
 * Does nothing: what starting and ending a C program costs. */
#include "pj.h"

static void run(const struct pj_input *in, void *state, struct pj_out *out)
{
    (void)in, (void)state, (void)out;
}

int main(int argc, char **argv)
{
    return pj_main(argc, argv, &(struct pj_program){.run = run});
}
