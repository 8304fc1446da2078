/* SPDX-License-Identifier: MIT
 * N queens that do not attack each other, counted on all CPUs: definition in ../README.md. */
#include <algorithm>
#include <array>
#include <atomic>
#include <thread>
#include <vector>

#include <sched.h>

#include "pj.hpp"

namespace
{

constexpr std::size_t MAX_N = 18;

/* The nodes of the path that have squares left to try. Four arrays: gcc would build each
 * node in vector registers before it stored a struct of four. */
struct Stack {
    std::array<std::uint32_t, MAX_N> columns;
    std::array<std::uint32_t, MAX_N> left;
    std::array<std::uint32_t, MAX_N> right;
    std::array<std::uint32_t, MAX_N> squares;
};

/* COLUMNS has the free ones, SQUARES those of the first row to be tried. LEFT and RIGHT lose on
 * the next row what leaves the board. */
std::uint64_t solve(std::uint32_t columns, std::uint32_t squares)
{
    Stack stack;
    std::size_t depth = 0;
    std::uint32_t left = 0, right = 0;
    std::uint64_t solutions = 0;

    for (;;) {
        const std::uint32_t queen = squares & -squares;
        const std::uint32_t rest = squares ^ queen;
        const std::uint32_t next_columns = columns ^ queen;
        const std::uint32_t next_left = (left | queen) << 1;
        const std::uint32_t next_right = (right | queen) >> 1;

        squares = next_columns & ~(next_left | next_right);
        if (squares != 0) {
            stack.columns[depth] = columns;
            stack.left[depth] = left;
            stack.right[depth] = right;
            stack.squares[depth] = rest;
            /* No branch, for none could be predicted: without a rest the entry is dropped. */
            depth += rest != 0;
            columns = next_columns;
            left = next_left;
            right = next_right;
            continue;
        }
        solutions += next_columns == 0;
        squares = rest;
        if (rest == 0) {
            if (depth == 0)
                return solutions;
            depth--;
            columns = stack.columns[depth];
            left = stack.left[depth];
            right = stack.right[depth];
            squares = stack.squares[depth];
        }
    }
}

std::uint32_t count_cpus()
{
    cpu_set_t cpus;

    return ::sched_getaffinity(0, sizeof(cpus), &cpus) == 0
               ? static_cast<std::uint32_t>(CPU_COUNT(&cpus))
               : 1;
}

/* The calling thread takes squares of the first row too. */
std::uint64_t solve_all(std::uint32_t n)
{
    if (n == 0)
        return 1; /* the empty solution */
    std::atomic<std::uint32_t> next_square = 0;
    std::atomic<std::uint64_t> solutions = 0;
    const auto solve_squares = [&] {
        std::uint64_t sum = 0;

        for (std::uint32_t i; (i = next_square++) < n;)
            sum += solve((std::uint32_t{1} << n) - 1, std::uint32_t{1} << i);
        solutions += sum;
    };
    std::vector<std::jthread> others;

    for (std::uint32_t count = std::min(count_cpus(), n); count > 1; count--)
        others.emplace_back(solve_squares);
    solve_squares();
    others.clear();
    return solutions;
}

void run(const pj::Input &in, std::string &out)
{
    out += "solutions " + std::to_string(solve_all(static_cast<std::uint32_t>(in.n))) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
