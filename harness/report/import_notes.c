/* SPDX-License-Identifier: MIT
 * What files of tools cannot tell, in the words that are kept with the campaign. */
#include <string.h>

#include "report/import_rows.h"

static const char *const notes[IMPORT_NOTES] = {
    [IMPORT_NOTE_ORDER] =
        "The files do not say in which order the programs took turns: nothing "
        "is paired, and a machine that drifted looks like a difference",
    [IMPORT_NOTE_ITERATIONS] =
        "Several values are of one process: iterations are no replicates, and an interval made "
        "of them is too narrow",
    [IMPORT_NOTE_PROCESSES] =
        "Several values are of one process: where programs are compared or judged they count "
        "as "
        "one, their mean; an interval of single values would be too narrow",
    [IMPORT_NOTE_MEANS] =
        "Values are means over many iterations: what single ones took is lost, "
        "and the intervals are of the means",
    [IMPORT_NOTE_SUMMARIES] = "Some programs have no samples, only a summary: it stands as one "
                              "trial, of which no interval can be made",
    [IMPORT_NOTE_OPERATIONS] =
        "Some operation takes too few nanoseconds to be stored whole: all "
        "times and joules are of 1 000 000 operations, by that factor"};

bool import_are_iterations(const char *note)
{
    return strcmp(note, notes[IMPORT_NOTE_ITERATIONS]) == 0;
}

void import_summary_note(struct import_summary *out, enum import_note note)
{
    for (size_t i = 0; i < out->note_count; i++)
        if (out->notes[i] == notes[note])
            return;
    out->notes[out->note_count++] = notes[note];
}
