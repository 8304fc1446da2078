/* SPDX-License-Identifier: MIT
 * Every permutation of 0..n-1 in a fixed order, its prefix reversed until 0 comes first. */
#include <algorithm>
#include <numeric>
#include <vector>

#include "pj.hpp"

namespace
{

/* Reverses the first p[0]+1 elements until p[0] is 0, which it is not yet. p[0] itself stays in
 * a variable, and the last reversal is only counted. */
int count_flips(std::int32_t *p)
{
    std::int32_t first = p[0];
    int flips = 1;

    for (std::int32_t next; (next = p[first]) != 0; flips++) {
        p[first] = first;
        for (std::int32_t i = 1, j = first - 1; i < j; i++, j--)
            std::swap(p[i], p[j]);
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

/* False after the last one. */
bool next_permutation(std::vector<std::int32_t> &p, std::vector<std::int32_t> &count)
{
    const int n = static_cast<int>(p.size());

    for (int r = 1; r < n; r++) {
        rotate_left(p.data(), r + 1);
        if (++count[r] <= r)
            return true;
        count[r] = 0;
    }
    return false;
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::size_t>(in.n);
    std::vector<std::int32_t> permutation(n), count(n), work(n);
    std::int64_t checksum = 0;
    int most = 0, sign = 1;

    std::iota(permutation.begin(), permutation.end(), 0);
    do {
        if (permutation[0] != 0) {
            std::copy(permutation.begin(), permutation.end(), work.begin());
            const int flips = count_flips(work.data());
            checksum += sign * flips;
            most = std::max(most, flips);
        }
        sign = -sign;
    } while (next_permutation(permutation, count));
    out += std::to_string(checksum) + "\nPfannkuchen(" + std::to_string(n) +
           ") = " + std::to_string(most) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
