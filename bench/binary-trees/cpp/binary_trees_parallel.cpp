/* SPDX-License-Identifier: MIT
 * Binary trees built, counted and dropped, the many of a depth divided among all CPUs: one new
 * and one delete for each node. */
#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include <sched.h>

#include "pj.hpp"

namespace
{

constexpr std::int64_t SHARES = 256;

struct Node {
    std::unique_ptr<Node> left;
    std::unique_ptr<Node> right;
};

std::unique_ptr<Node> build(int depth)
{
    std::unique_ptr<Node> left, right;

    if (depth > 0) {
        left = build(depth - 1);
        right = build(depth - 1);
    }
    return std::unique_ptr<Node>(new Node{std::move(left), std::move(right)});
}

std::int64_t check(const Node &node)
{
    return node.left ? 1 + check(*node.left) + check(*node.right) : 1;
}

std::int64_t build_and_check(int depth)
{
    return check(*build(depth));
}

/* The trees of one depth. */
struct Trees {
    const int depth;
    const std::int64_t iterations;
    std::atomic<std::int64_t> taken = 0;
    std::atomic<std::int64_t> sum = 0;

    Trees(int n, int depth) : depth(depth), iterations(std::int64_t{1} << (n - depth + 4))
    {
    }

    /* Takes shares of them until there are none. */
    void grow()
    {
        const std::int64_t share = std::max(std::int64_t{1}, iterations / SHARES);
        std::int64_t count = 0;

        while (taken.fetch_add(share) < iterations)
            for (std::int64_t i = 0; i < share; i++)
                count += build_and_check(depth);
        sum += count;
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

void add_line(std::string &out, const std::string &what, int depth, std::int64_t count)
{
    out += what + " of depth " + std::to_string(depth) + "\t check: " + std::to_string(count) +
           "\n";
}

void run(const pj::Input &in, std::string &out)
{
    const int n = std::max(6, static_cast<int>(in.n));
    std::vector<std::unique_ptr<Trees>> forest;

    add_line(out, "stretch tree", n + 1, build_and_check(n + 1));
    const auto long_lived = build(n);
    for (int depth = 4; depth <= n; depth += 2)
        forest.push_back(std::make_unique<Trees>(n, depth));
    /* The deepest first: at the end only small shares are left to wait for. */
    on_all_cpus([&] {
        for (auto trees = forest.rbegin(); trees != forest.rend(); ++trees)
            (*trees)->grow();
    });
    for (const auto &trees : forest)
        add_line(out, std::to_string(trees->iterations) + "\t trees", trees->depth, trees->sum);
    add_line(out, "long lived tree", n, check(*long_lived));
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
