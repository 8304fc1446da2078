/* SPDX-License-Identifier: MIT
 * The product of two square matrices, its rows divided among all CPUs: definition in
 * ../README.md. */
#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include <sched.h>

#include "pj.hpp"

namespace
{

/* Rows of B that pass over a row of C together. */
constexpr std::size_t ROWS = 8;

/* Row by row. */
using Matrix = std::vector<double>;

/* The factors. */
struct Factors {
    std::size_t n;
    Matrix a;
    Matrix b;
};

Matrix random_matrix(std::size_t n, std::uint32_t &seed)
{
    Matrix m(n * n);

    for (double &element : m)
        element = pj::next(seed) % 100;
    return m;
}

Factors make_factors(const pj::Input &in)
{
    const auto n = static_cast<std::size_t>(in.n);
    auto seed = static_cast<std::uint32_t>(in.seed);
    Matrix a = random_matrix(n, seed);
    Matrix b = random_matrix(n, seed);

    return {n, std::move(a), std::move(b)};
}

/* Adds the first COUNT rows of B, times the first elements of T, one after another to the row
 * C, which is loaded and stored once. */
template <std::size_t COUNT>
void add_rows(std::size_t n, double *c, const double *t, const double *b)
{
    double factor[COUNT];

    std::copy(t, t + COUNT, factor);
    for (std::size_t j = 0; j < n; j++) {
        double sum = c[j];

#pragma GCC unroll 8
        for (std::size_t row = 0; row < COUNT; row++)
            sum += factor[row] * b[row * n + j];
        c[j] = sum;
    }
}

void multiply_row(std::size_t n, const double *a, const double *b, double *c)
{
    std::size_t k = 0;

    for (; k + ROWS <= n; k += ROWS)
        add_rows<ROWS>(n, c, a + k, b + k * n);
    for (; k < n; k++)
        add_rows<1>(n, c, a + k, b + k * n);
}

std::size_t count_cpus()
{
    cpu_set_t cpus;

    return ::sched_getaffinity(0, sizeof(cpus), &cpus) == 0
               ? static_cast<std::size_t>(CPU_COUNT(&cpus))
               : 1;
}

/* The calling thread takes rows too. */
void multiply(std::size_t n, const double *a, const double *b, double *c)
{
    std::atomic<std::size_t> next_row = 0;
    const auto multiply_rows = [&next_row, n, a, b, c] {
        std::size_t i;

        while ((i = next_row.fetch_add(1, std::memory_order_relaxed)) < n)
            multiply_row(n, a + i * n, b, c + i * n);
    };
    std::vector<std::jthread> others;

    for (std::size_t count = std::min(count_cpus(), n); count > 1; count--)
        others.emplace_back(multiply_rows);
    multiply_rows();
}

void run(const pj::Input &, const Factors &factors, std::string &out)
{
    const std::size_t n = factors.n;
    Matrix product(n * n);
    double trace = 0.0, total = 0.0;
    std::uint32_t check = 0;

    multiply(n, factors.a.data(), factors.b.data(), product.data());
    for (std::size_t i = 0; i < n; i++)
        trace += product[i * n + i];
    for (const double element : product) {
        total += element;
        check = pj::check(check, static_cast<std::uint64_t>(element));
    }
    out += "trace " + std::to_string(static_cast<std::uint64_t>(trace)) + "\ntotal " +
           std::to_string(static_cast<std::uint64_t>(total)) + "\ncheck " +
           std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, make_factors, run);
}
