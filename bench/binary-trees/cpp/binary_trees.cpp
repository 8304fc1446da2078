/* SPDX-License-Identifier: MIT
 * Binary trees built, counted and dropped: one new and one delete for each node. */
#include <algorithm>
#include <memory>

#include "pj.hpp"

namespace
{

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

void add_line(std::string &out, const std::string &what, int depth, std::int64_t count)
{
    out += what + " of depth " + std::to_string(depth) + "\t check: " + std::to_string(count) +
           "\n";
}

void run(const pj::Input &in, std::string &out)
{
    const int n = std::max(6, static_cast<int>(in.n));

    add_line(out, "stretch tree", n + 1, build_and_check(n + 1));
    const auto long_lived = build(n);
    for (int depth = 4; depth <= n; depth += 2) {
        const std::int64_t iterations = std::int64_t{1} << (n - depth + 4);
        std::int64_t sum = 0;

        for (std::int64_t i = 0; i < iterations; i++)
            sum += build_and_check(depth);
        add_line(out, std::to_string(iterations) + "\t trees", depth, sum);
    }
    add_line(out, "long lived tree", n, check(*long_lived));
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
