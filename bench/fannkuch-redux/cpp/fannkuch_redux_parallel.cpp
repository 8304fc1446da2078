/* SPDX-License-Identifier: MIT
 * Every permutation of 0..n-1 in a fixed order, which all CPUs take range by range. */
#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <mutex>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

#include <sched.h>

#include "pj.hpp"

namespace
{

/* A range is the permutations that the first WALKED elements go through: 7! of them. */
constexpr int WALKED = 7;

/* Reverses the first p[0]+1 elements until p[0] is 0. p[0] itself stays in a variable, and the
 * last reversal is only counted. All take as many turns as the longest, for nobody could
 * predict how many each needs: from its middle on an element is exchanged with itself. */
int count_flips(std::int32_t *p, int n)
{
    std::ptrdiff_t first = p[0];
    int flips = 1;

    if (first == 0)
        return 0;
    for (std::int32_t next; (next = p[first]) != 0; flips++) {
        p[first] = static_cast<std::int32_t>(first);
        for (std::ptrdiff_t i = 1; i < n / 2; i++)
            std::swap(p[i], p[std::max(first - i, i)]);
        first = next;
    }
    return flips;
}

/* From the far end, each element taking its neighbour's place. */
void rotate_left(std::int32_t *p, int length)
{
    std::int32_t carried = p[0];

    for (int i = length - 1; i >= 0; i--)
        carried = std::exchange(p[i], carried);
}

/* False after the last one of a range. */
bool next_permutation(std::int32_t *p, std::int32_t *count, int walked)
{
    for (int r = 1; r < walked; r++) {
        rotate_left(p, r + 1);
        if (++count[r] <= r)
            return true;
        count[r] = 0;
    }
    return false;
}

struct Result {
    std::int64_t checksum = 0;
    int most = 0;
};

/* One thread's arrays and what it found. */
class Walk
{
    const int n, walked;
    std::array<std::int32_t, 16> permutation{}, count{}; /* n is 16 at most */

    /* The first permutation of RANGE, whose number says how far each longer prefix is rotated.
     */
    void start(std::int64_t range)
    {
        std::int32_t *const turns = count.data();

        std::iota(permutation.begin(), permutation.begin() + n, 0);
        for (int r = walked; r < n; r++) {
            turns[r] = static_cast<std::int32_t>(range % (r + 1));
            range /= r + 1;
        }
        for (int r = n - 1; r >= walked; r--)
            for (std::int32_t i = 0; i < turns[r]; i++)
                rotate_left(permutation.data(), r + 1);
    }

  public:
    Result result;

    explicit Walk(std::size_t n) : n(static_cast<int>(n)), walked(std::min(this->n, WALKED))
    {
    }

    void through(std::int64_t range)
    {
        int sign = 1;
        bool more;

        start(range);
        do {
            auto work = permutation;
            more = next_permutation(permutation.data(), count.data(), walked);
            const int flips = count_flips(work.data(), n);
            result.checksum += sign * flips;
            result.most = std::max(result.most, flips);
            sign = -sign;
        } while (more);
    }
};

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
    const auto n = static_cast<std::size_t>(in.n);
    std::int64_t ranges = 1;
    std::atomic<std::int64_t> next_range = 0;
    std::mutex adding;
    Result sum;

    for (std::int64_t r = WALKED; r < in.n; r++)
        ranges *= r + 1;
    on_all_cpus([&] {
        Walk walk(n);

        for (std::int64_t range; (range = next_range++) < ranges;)
            walk.through(range);
        const std::lock_guard lock(adding);
        sum.checksum += walk.result.checksum;
        sum.most = std::max(sum.most, walk.result.most);
    });
    out += std::to_string(sum.checksum) + "\nPfannkuchen(" + std::to_string(n) +
           ") = " + std::to_string(sum.most) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
