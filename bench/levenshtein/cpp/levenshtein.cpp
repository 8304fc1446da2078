/* SPDX-License-Identifier: MIT
 * The edit distance of two random strings, two rows at a time: definition in ../README.md. */
#include <algorithm>
#include <utility>
#include <vector>

#include "pj.hpp"

namespace
{

std::string letters(std::size_t n, std::uint32_t &seed)
{
    std::string text(n, '\0');

    for (char &letter : text)
        letter = "ACGT"[pj::next(seed) % 4];
    return text;
}

/* The row below ABOVE, whose letter is A; both hold cells less their column: then the candidate
 * from the left is the cell to the left as it stands. One loop for the candidates from above,
 * which compilers turn into vectors, and one for that from the left, where each cell waits for
 * the one before. */
void next_row(const std::int32_t *__restrict above, std::int32_t *__restrict row, char a,
              const std::string &b)
{
    const std::size_t n = b.size();

    for (std::size_t j = 0; j < n; j++)
        row[j + 1] = std::min(above[j] - (a == b[j]), above[j + 1] + 1);

    std::int32_t left = row[0];
#pragma GCC unroll 1 /* unrolled, clang makes a branch of the minimum, and guesses it wrong */
    for (std::size_t j = 1; j <= n; j++) {
        left = std::min(left, row[j]);
        row[j] = left;
    }
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::size_t>(in.n);
    auto seed = static_cast<std::uint32_t>(in.seed);
    const std::string a = letters(n, seed);
    const std::string b = letters(n, seed);
    std::vector<std::int32_t> above(n + 1), row(n + 1);
    std::uint32_t check = 0;

    for (std::size_t i = 0; i < n; i++) {
        row[0] = static_cast<std::int32_t>(i) + 1;
        next_row(above.data(), row.data(), a[i], b);
        std::swap(above, row);
    }
    for (std::size_t j = 0; j <= n; j++)
        check = pj::check(check, static_cast<std::uint64_t>(above[j]) + j);
    out += "distance " + std::to_string(static_cast<std::size_t>(above[n]) + n) + "\ncheck " +
           std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
