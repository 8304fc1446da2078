/* SPDX-License-Identifier: MIT
 * A bottom-up merge sort of 32-bit integers: definition in ../README.md. */
#include <algorithm>
#include <memory>
#include <utility>

#include "pj.hpp"

namespace
{

/* Merges the runs of FROM that begin at LO and MID and end at MID and HI. Of FROM, the element
 * at HI must be there too. */
void merge(const std::uint32_t *__restrict from, std::uint32_t *__restrict to, std::size_t lo,
           std::size_t mid, std::size_t hi)
{
    std::size_t i = lo, j = mid, k = lo;
    std::uint32_t left = from[i], right = from[j];

    /* No branch on what cannot be predicted. The next of either run is fetched before it is
     * known which one is wanted: so two steps overlap. right < left is one flag of an x86, the
     * carry; left <= right may become two, and what waits for both takes two steps. */
    while (i < mid && j < hi) {
        const std::uint32_t next_left = from[i + 1], next_right = from[j + 1];
        const bool take_right = right < left;

        to[k++] = take_right ? right : left;
        left = take_right ? left : next_left;
        right = take_right ? next_right : right;
        i += !take_right;
        j += take_right;
    }
    std::copy_n(from + (i < mid ? i : j), hi - k, to + k);
}

/* The pass of width 1: each merge is one comparison. */
void merge_pairs(const std::uint32_t *__restrict from, std::uint32_t *__restrict to,
                 std::size_t n)
{
    for (std::size_t k = 0; k + 1 < n; k += 2) {
        const std::uint32_t left = from[k], right = from[k + 1];

        to[k] = std::min(left, right);
        to[k + 1] = std::max(left, right);
    }
    if (n % 2 != 0)
        to[n - 1] = from[n - 1];
}

void merge_pass(const std::uint32_t *from, std::uint32_t *to, std::size_t n, std::size_t width)
{
    if (width == 1) {
        merge_pairs(from, to, n);
        return;
    }
    for (std::size_t lo = 0; lo < n; lo += 2 * width)
        merge(from, to, lo, std::min(lo + width, n), std::min(lo + 2 * width, n));
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::size_t>(in.n);
    /* One more than N: merge() fetches it and never uses it. */
    auto from = std::make_unique_for_overwrite<std::uint32_t[]>(n + 1);
    auto to = std::make_unique_for_overwrite<std::uint32_t[]>(n + 1);
    auto seed = static_cast<std::uint32_t>(in.seed);
    std::uint32_t check = 0;

    std::generate_n(from.get(), n, [&seed] { return pj::next(seed); });
    from[n] = to[n] = 0;

    for (std::size_t width = 1; width < n; width *= 2) {
        merge_pass(from.get(), to.get(), n, width);
        std::swap(from, to);
    }
    for (std::size_t i = 0; i < n; i++)
        check = pj::check(check, from[i]);
    out += "min " + std::to_string(from[0]) + "\nmedian " + std::to_string(from[n / 2]) +
           "\nmax " + std::to_string(from[n - 1]) + "\ncheck " + std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
