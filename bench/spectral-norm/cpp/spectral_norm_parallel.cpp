/* SPDX-License-Identifier: MIT
 * The spectral norm of a matrix, the rows of each product divided among all CPUs: definition in
 * ../README.md. */
#include <algorithm>
#include <atomic>
#include <barrier>
#include <cmath>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include <sched.h>

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

/* The rows that are left of a product, and the end of it for COUNT threads. */
class Product
{
    struct Rewind {
        std::atomic<std::uint32_t> &next_row;

        void operator()() noexcept
        {
            next_row = 0;
        }
    };

    std::atomic<std::uint32_t> next_row = 0;
    std::barrier<Rewind> done;

  public:
    explicit Product(int count) : done(count, Rewind{next_row})
    {
    }

    /* OUT[i] = the sum of ELEMENT(i, j) V[j] over j, in the rows that are this thread's, until
     * all are done. The last block may run past row N; what it finds there is dropped. */
    template <class Element> void multiply(const Vector &v, Vector &out, Element element)
    {
        const auto n = static_cast<std::uint32_t>(v.size());

        for (std::uint32_t i; (i = next_row.fetch_add(ROWS)) < n;) {
            double sum[ROWS] = {};

            for (std::uint32_t j = 0; j < n; j++)
                for (std::uint32_t row = 0; row < ROWS; row++)
                    sum[row] += element(i + row, j) * v[j];
            std::copy(sum, sum + std::min(ROWS, n - i), out.begin() + i);
        }
        done.arrive_and_wait();
    }
};

void mul_Av(Product &product, const Vector &v, Vector &out)
{
    product.multiply(v, out, eval_A);
}

void mul_Atv(Product &product, const Vector &v, Vector &out)
{
    product.multiply(v, out, [](std::uint32_t i, std::uint32_t j) { return eval_A(j, i); });
}

void mul_AtAv(Product &product, const Vector &v, Vector &out, Vector &scratch)
{
    mul_Av(product, v, scratch);
    mul_Atv(product, scratch, out);
}

/* CPUs that the program may use. */
int count_cpus()
{
    cpu_set_t cpus;

    return ::sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) : 1;
}

/* work() in COUNT threads, this thread among them. */
template <class Work> void in_threads(int count, Work work)
{
    std::vector<std::jthread> others;

    for (int i = 1; i < count; i++)
        others.emplace_back(std::ref(work));
    work();
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::size_t>(in.n);
    const int cpus = count_cpus();
    Vector u(n, 1.0), v(n), scratch(n);
    Product product(cpus);
    double uv = 0.0, vv = 0.0;
    char line[64];

    in_threads(cpus, [&] {
        for (int i = 0; i < 10; i++) {
            mul_AtAv(product, u, v, scratch);
            mul_AtAv(product, v, u, scratch);
        }
    });
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
