/* SPDX-License-Identifier: MIT
 * A hash table with linear probing, filled and searched: definition in ../README.md. */
#include <algorithm>
#include <memory>

#include "pj.hpp"

namespace
{

struct Free {
    void operator()(std::uint32_t *p) const
    {
        std::free(p);
    }
};
using Zeros = std::unique_ptr<std::uint32_t[], Free>;

/* From calloc: a large one comes cleared from the kernel. */
Zeros zeros(std::size_t count)
{
    Zeros p(static_cast<std::uint32_t *>(std::calloc(count, sizeof(std::uint32_t))));

    if (!p)
        throw std::bad_alloc();
    return p;
}

struct Table {
    Zeros keys; /* 0: the slot is empty */
    Zeros counts;
    std::uint32_t mask;
    int shift;

    /* The slot that holds KEY, or else the empty one where it belongs. */
    std::uint32_t find(std::uint32_t key) const
    {
        std::uint32_t slot = key * 2654435769u >> shift;

        /* The product is 0 for KEY and for 0: one branch, where two could not be predicted. */
        while (std::uint64_t{keys[slot]} * (keys[slot] ^ key) != 0)
            slot = (slot + 1) & mask;
        return slot;
    }
};

Table table_for(std::uint32_t n)
{
    int bits = 4;

    while (std::uint64_t{1} << bits < n)
        bits++;
    const std::size_t capacity = std::size_t{1} << bits;
    return {zeros(capacity), zeros(capacity), static_cast<std::uint32_t>(capacity - 1),
            32 - bits};
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::uint32_t>(in.n);
    const std::uint32_t m = n / 2;
    const Table t = table_for(n);
    auto seed = static_cast<std::uint32_t>(in.seed);
    std::uint32_t distinct = 0, hits = 0, max = 0, check = 0;
    std::uint64_t sum = 0;

    for (std::uint32_t i = 0; i < n; i++) {
        const std::uint32_t key = pj::next(seed) % m + 1;
        const std::uint32_t slot = t.find(key);

        t.keys[slot] = key;
        distinct += t.counts[slot] == 0;
        t.counts[slot]++;
    }
    for (std::uint32_t i = 0; i < n; i++) {
        const std::uint32_t slot = t.find(pj::next(seed) % (2 * m) + 1);

        hits += t.keys[slot] != 0;
        sum += t.counts[slot];
    }
    for (std::uint32_t key = 1; key <= m; key++) {
        const std::uint32_t count = t.counts[t.find(key)];

        max = std::max(max, count);
        check = pj::check(check, count);
    }
    out += "distinct " + std::to_string(distinct) + "\nhits " + std::to_string(hits) +
           "\nsum " + std::to_string(sum) + "\nmax " + std::to_string(max) + "\ncheck " +
           std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
