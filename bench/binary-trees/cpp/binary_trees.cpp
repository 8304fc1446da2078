/* SPDX-License-Identifier: MIT
 * Binary trees built, counted and dropped: one new and one delete for each node. */
#include <algorithm>

#include "pj.hpp"

namespace
{

/* Pointers, not unique_ptrs: those are returned in memory, and each call cleans up for an
 * exception. */
struct Node {
    Node *left;
    Node *right;
};

/* Of depth 1 or more: the leaves, which are half of the nodes, need no calls of their own. */
Node *build(int depth)
{
    Node *left = depth > 1 ? build(depth - 1) : new Node{nullptr, nullptr};
    Node *right = depth > 1 ? build(depth - 1) : new Node{nullptr, nullptr};

    return new Node{left, right};
}

/* The way down to the left is a loop: half the calls. */
std::int64_t check(const Node *node)
{
    std::int64_t count = 1;

    for (; node->left; node = node->left)
        count += 1 + check(node->right);
    return count;
}

void drop(Node *node)
{
    if (node->left) {
        drop(node->left);
        drop(node->right);
    }
    delete node;
}

std::int64_t build_and_check(int depth)
{
    Node *tree = build(depth);
    const std::int64_t count = check(tree);

    drop(tree);
    return count;
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
    Node *long_lived = build(n);
    for (int depth = 4; depth <= n; depth += 2) {
        const std::int64_t iterations = std::int64_t{1} << (n - depth + 4);
        std::int64_t sum = 0;

        for (std::int64_t i = 0; i < iterations; i++)
            sum += build_and_check(depth);
        add_line(out, std::to_string(iterations) + "\t trees", depth, sum);
    }
    add_line(out, "long lived tree", n, check(long_lived));
    drop(long_lived);
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
