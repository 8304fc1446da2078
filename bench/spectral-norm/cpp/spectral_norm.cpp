/* SPDX-License-Identifier: MIT
 * The spectral norm of a matrix by power iteration: definition in ../README.md. */
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "pj.hpp"

namespace
{

using Vector = std::vector<double>;

/* Rows whose sums run side by side, so that the compiler may use vectors. */
constexpr std::uint32_t ROWS = 32;

/* Up to N = 32768 the product fits 32 bits and its half fits 31. */
double eval_A(std::uint32_t i, std::uint32_t j)
{
    return 1.0 / static_cast<std::int32_t>((i + j) * (i + j + 1) / 2 + i + 1);
}

/* OUT[i] = the sum of ELEMENT(i, j) V[j] over j. The last block may run past row N; what it
 * finds there is dropped. */
template <class Element> void multiply(const Vector &v, Vector &out, Element element)
{
    const auto n = static_cast<std::uint32_t>(v.size());

    for (std::uint32_t i = 0; i < n; i += ROWS) {
        double sum[ROWS] = {};

        for (std::uint32_t j = 0; j < n; j++)
            for (std::uint32_t row = 0; row < ROWS; row++)
                sum[row] += element(i + row, j) * v[j];
        std::copy(sum, sum + std::min(ROWS, n - i), out.begin() + i);
    }
}

void mul_Av(const Vector &v, Vector &out)
{
    multiply(v, out, eval_A);
}

void mul_Atv(const Vector &v, Vector &out)
{
    multiply(v, out, [](std::uint32_t i, std::uint32_t j) { return eval_A(j, i); });
}

void mul_AtAv(const Vector &v, Vector &out, Vector &scratch)
{
    mul_Av(v, scratch);
    mul_Atv(scratch, out);
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::size_t>(in.n);
    Vector u(n, 1.0), v(n), scratch(n);
    double uv = 0.0, vv = 0.0;
    char line[64];

    for (int i = 0; i < 10; i++) {
        mul_AtAv(u, v, scratch);
        mul_AtAv(v, u, scratch);
    }
    for (std::size_t i = 0; i < n; i++) {
        uv += u[i] * v[i];
        vv += v[i] * v[i];
    }
    out.append(line, static_cast<std::size_t>(
                         std::snprintf(line, sizeof line, "%.9f\n", std::sqrt(uv / vv))));
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
