/* SPDX-License-Identifier: MIT
 * Fibonacci numbers by naive recursion, a micro-benchmark: definition in ../README.md. */
#include "pj.hpp"

namespace
{

std::uint64_t fib(std::uint64_t n)
{
    if (n < 2)
        return n;
    return fib(n - 1) + fib(n - 2);
}

void run(const pj::Input &in, std::string &out)
{
    out += "fib " + std::to_string(fib(static_cast<std::uint64_t>(in.n))) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
