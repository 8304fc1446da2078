/* SPDX-License-Identifier: MIT
 * The Mandelbrot set as a bitmap, one pixel at a time: definition in ../README.md. */
#include <algorithm>
#include <vector>

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

void run(const pj::Input &in, std::string &out)
{
    const int n = static_cast<int>(in.n);
    std::vector<double> cr(static_cast<std::size_t>(n));

    for (int x = 0; x < n; x++)
        cr[x] = 2.0 * x / n - 1.5;
    out = "P4\n" + std::to_string(n) + " " + std::to_string(n) + "\n";
    for (int y = 0; y < n; y++) {
        const std::size_t begin = out.size();
        out.resize(begin + (n + 7) / 8);
        char *byte = &out[begin];
        const double ci = 2.0 * y / n - 1.0;

        for (int x = 0; x < n; x += 8) {
            const int end = std::min(x + 8, n);
            unsigned bits = 0;

            for (int i = x; i < end; i++)
                if (stays(cr[i], ci))
                    bits |= 128U >> (i - x);
            *byte++ = static_cast<char>(bits);
        }
        pj::flush(out);
    }
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
