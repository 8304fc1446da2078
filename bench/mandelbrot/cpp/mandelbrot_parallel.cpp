/* SPDX-License-Identifier: MIT
 * The Mandelbrot set as a bitmap, its rows divided among all CPUs: definition in ../README.md.
 */
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

#include <sched.h>

#include "pj.hpp"

namespace
{

constexpr int STEPS = 50;

bool stays(double cr, double ci)
{
    double zr = 0.0, zi = 0.0, tr = 0.0, ti = 0.0;

    for (int i = 0; i < STEPS; i++) {
        zi = 2.0 * zr * zi + ci;
        zr = tr - ti + cr;
        tr = zr * zr;
        ti = zi * zi;
        if (tr + ti > 4.0)
            return false;
    }
    return true;
}

void draw_row(const std::vector<double> &cr, double ci, char *byte)
{
    for (std::size_t x = 0; x < cr.size();) {
        unsigned bits = 0;

        do
            bits = bits << 1 | stays(cr[x], ci);
        while (++x % 8 != 0 && x < cr.size());
        *byte++ = static_cast<char>(bits << (-x & 7));
    }
}

/* work() in one thread for each CPU that the program may use, this thread among them. */
template <class Work> void on_all_cpus(Work work)
{
    cpu_set_t cpus;
    const int count = ::sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) : 1;
    std::vector<std::jthread> others;

    for (int i = 1; i < count; i++)
        others.emplace_back(std::ref(work));
    work();
}

void run(const pj::Input &in, std::string &out)
{
    const int n = static_cast<int>(in.n);
    const auto rows = static_cast<std::size_t>(n), width = (rows + 7) / 8;
    std::vector<double> cr;
    std::atomic<int> next_row = 0;

    cr.reserve(rows);
    for (int x = 0; x < n; x++)
        cr.push_back(2.0 * x / n - 1.5);
    out = "P4\n" + std::to_string(n) + " " + std::to_string(n) + "\n";
    const std::size_t header = out.size();
    out.resize(header + rows * width);
    on_all_cpus([&, picture = out.data() + header] {
        for (int y; (y = next_row++) < n;)
            draw_row(cr, 2.0 * y / n - 1.0, picture + static_cast<std::size_t>(y) * width);
    });
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
