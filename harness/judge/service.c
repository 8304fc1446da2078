/* SPDX-License-Identifier: MIT
 * From packed latencies to numbers. */
#include "judge/service.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool counts(const struct result_cell *cell, int64_t block)
{
    for (size_t i = 0; i < cell->trial_count; i++)
        if (cell->trials[i].block == block)
            return cell->trials[i].status == RESULT_OK && !cell->trials[i].aside;
    return false;
}

int service_read(struct service *out, const struct result *result, const struct store_row *row,
                 struct err *err)
{
    size_t length;
    const unsigned char *packed = row_blob_of(row, "latency_ns", &length);

    *out = (struct service){.cell = result_cell_at(result, row_integer_of(row, "cell")),
                            .block = row_integer_of(row, "block"),
                            .per_tick = (size_t)row_integer_of(row, "per_tick"),
                            .tick_ns = (double)row_integer_of(row, "period_ns")};
    if (out->cell == NULL)
        return err_set(err, -EPROTO, "latencies of the campaign have no cell");
    if (!counts(out->cell, out->block))
        return 0;
    out->count = length / sizeof(uint64_t);
    out->latency_ns = mem_alloc(out->count, sizeof(*out->latency_ns));
    for (size_t i = 0; i < out->count; i++) {
        uint64_t word;
        memcpy(&word, packed + i * sizeof(word), sizeof(word));
        out->latency_ns[i] = (double)(int64_t)le64toh(word);
    }
    return 0;
}

void service_free(struct service *service)
{
    free(service->latency_ns);
    service->latency_ns = NULL;
}
