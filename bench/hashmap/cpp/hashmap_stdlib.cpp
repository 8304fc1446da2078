/* SPDX-License-Identifier: MIT
 * Keys counted and looked up in a std::unordered_map: definition in ../README.md. */
#include <algorithm>
#include <unordered_map>

#include "pj.hpp"

namespace
{

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::uint32_t>(in.n);
    const std::uint32_t m = n / 2;
    std::unordered_map<std::uint32_t, std::uint32_t> counts;
    auto seed = static_cast<std::uint32_t>(in.seed);
    std::uint32_t hits = 0, max = 0, check = 0;
    std::uint64_t sum = 0;

    for (std::uint32_t i = 0; i < n; i++)
        counts[pj::next(seed) % m + 1]++;
    for (std::uint32_t i = 0; i < n; i++)
        if (const auto found = counts.find(pj::next(seed) % (2 * m) + 1);
            found != counts.end()) {
            hits++;
            sum += found->second;
        }
    for (std::uint32_t key = 1; key <= m; key++) {
        const auto found = counts.find(key);
        const std::uint32_t count = found != counts.end() ? found->second : 0;

        max = std::max(max, count);
        check = pj::check(check, count);
    }
    out += "distinct " + std::to_string(counts.size()) + "\nhits " + std::to_string(hits) +
           "\nsum " + std::to_string(sum) + "\nmax " + std::to_string(max) + "\ncheck " +
           std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
