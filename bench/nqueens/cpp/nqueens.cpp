/* SPDX-License-Identifier: MIT
 * N queens that do not attack each other, counted: definition in ../README.md. */
#include <array>

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

/* COLUMNS has the free ones. LEFT and RIGHT lose on the next row what leaves the board. */
std::uint64_t solve(std::uint32_t columns)
{
    Stack stack;
    std::size_t depth = 0;
    std::uint32_t left = 0, right = 0;
    std::uint32_t squares = columns;
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

void run(const pj::Input &in, std::string &out)
{
    out += "solutions " + std::to_string(solve((std::uint32_t{1} << in.n) - 1)) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
