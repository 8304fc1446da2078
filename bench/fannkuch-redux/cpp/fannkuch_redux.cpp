/* SPDX-License-Identifier: MIT
 * Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first. */
#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "pj.hpp"

namespace
{

using Permutation = std::array<std::int32_t, 16>; /* n is 16 at most */

/* Reverses the first p[0]+1 elements until p[0] is 0. p[0] itself stays in a variable, and the
 * last reversal is only counted. All take as many turns as the longest, for nobody could
 * predict how many each needs: from its middle on an element is exchanged with itself. */
int count_flips(std::int32_t *p, int n)
{
    std::ptrdiff_t first = p[0];
    int flips = 1;

    if (first == 0)
        return 0;
    for (std::int32_t next; (next = p[first]) != 0; flips++) {
        p[first] = static_cast<std::int32_t>(first);
        for (std::ptrdiff_t i = 1; i < n / 2; i++)
            std::swap(p[i], p[std::max(first - i, i)]);
        first = next;
    }
    return flips;
}

/* From the far end, each element taking its neighbour's place. */
void rotate_left(std::int32_t *p, int length)
{
    std::int32_t carried = p[0];

    for (int i = length - 1; i >= 0; i--)
        carried = std::exchange(p[i], carried);
}

/* The first two elements have been through both their orders: the longer prefixes. False after
 * the last permutation. */
bool next_pair(Permutation &p, Permutation &count, int n)
{
    for (int r = 2; r < n; r++) {
        rotate_left(p.data(), r + 1);
        if (++count[r] <= r)
            return true;
        count[r] = 0;
    }
    return false;
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<int>(in.n);
    Permutation permutation, count{};
    std::int64_t checksum = 0;
    int most = 0, sign = 1;

    std::iota(permutation.begin(), permutation.end(), 0);
    /* The next permutation is made before this one's flips, and not just before its copy, which
     * would wait for the single elements to arrive in memory. */
    for (bool more = n > 1; more; sign = -sign) {
        Permutation work = permutation;
        std::swap(permutation[0], permutation[1]);
        if (sign < 0)
            more = next_pair(permutation, count, n);

        const int flips = count_flips(work.data(), n);
        checksum += sign * flips;
        most = std::max(most, flips);
    }
    out += std::to_string(checksum) + "\nPfannkuchen(" + std::to_string(n) +
           ") = " + std::to_string(most) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
