/* SPDX-License-Identifier: MIT
 * The sieve of Eratosthenes, one byte a number: definition in ../README.md. */
#include <cstring>
#include <vector>

#include "pj.hpp"

namespace
{

using Marks = std::vector<unsigned char>;

/* Clears MARKS of all multiples of I from I * I on. */
void clear_multiples(Marks &marks, std::size_t i)
{
    std::size_t j = i * i;
    std::size_t left = (marks.size() - 1 - j) / i + 1;
    unsigned char *const mark = marks.data();

    /* Four a turn: what counts is how many stores are under way at once. */
    for (; left >= 4; left -= 4) {
        mark[j] = 0;
        mark[j + i] = 0;
        mark[j + 2 * i] = 0;
        mark[j + 3 * i] = 0;
        j += 4 * i;
    }
    for (; left > 0; left--, j += i)
        mark[j] = 0;
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::size_t>(in.n);
    Marks marks(n + 1, 1);
    std::uint32_t primes = 0, last = 0, check = 0;

    for (std::size_t i = 2; i * i <= n; i++)
        if (marks[i] != 0)
            clear_multiples(marks, i);

    for (std::size_t i = 2; i <= n; i++) {
        /* std::find goes byte by byte. */
        const void *found = std::memchr(&marks[i], 1, n + 1 - i);
        if (found == nullptr)
            break;
        i = static_cast<std::size_t>(static_cast<const unsigned char *>(found) - marks.data());
        primes++;
        last = static_cast<std::uint32_t>(i);
        check = pj::check(check, i);
    }
    out += "primes " + std::to_string(primes) + "\nlast " + std::to_string(last) + "\ncheck " +
           std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
