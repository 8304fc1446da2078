/* SPDX-License-Identifier: MIT
 * Shortest paths from node 0 by Dijkstra's algorithm: definition in ../README.md. */
#include <algorithm>
#include <array>
#include <vector>

#include "pj.hpp"

namespace
{

/* An edge is its end << WEIGHT_BITS | its weight: a node's five are 20 bytes together. */
constexpr std::uint32_t WEIGHT_BITS = 7, WEIGHT_MASK = (1 << WEIGHT_BITS) - 1;

using Edges = std::array<std::uint32_t, 5>;
using Graph = std::vector<Edges>;

/* A binary heap of distance << 32 | node: numbers that compare as the pairs do.
 * The root is item 1, so that two children share a cache line; item 0 is 0, less than all. */
class Heap
{
  public:
    /* No growth but in odd graphs: room that is not touched costs nothing. */
    explicit Heap(std::size_t nodes)
    {
        items.reserve(nodes + 1);
        items.push_back(0);
    }

    bool empty() const
    {
        return items.size() == 1;
    }

    std::uint64_t root() const
    {
        return items[1];
    }

    void push(std::uint64_t item)
    {
        items.push_back(item);
        sift_up(items.size() - 1, item);
    }

    /* The hole at the root sinks to where the last item belongs, mostly near the leaves. The
     * lesser child is told without a branch, for no branch upon it can be guessed. */
    void remove_root()
    {
        const std::size_t last = items.size() - 1;
        const std::uint64_t item = items[last];
        std::size_t hole = 1;

        items[last] = UINT64_MAX; /* the sibling of a child that has none */
        for (std::size_t child; (child = 2 * hole) < last; hole = child) {
            child += items[child + 1] < items[child];
            if (item < items[child])
                break;
            items[hole] = items[child];
        }
        items[hole] = item;
        items.pop_back();
    }

  private:
    std::vector<std::uint64_t> items;

    void sift_up(std::size_t hole, std::uint64_t item)
    {
        for (; item < items[hole / 2]; hole /= 2)
            items[hole] = items[hole / 2];
        items[hole] = item;
    }
};

Graph make_graph(const pj::Input &in)
{
    const auto n = static_cast<std::uint32_t>(in.n);
    auto seed = static_cast<std::uint32_t>(in.seed);
    const auto draw = [&seed, n] {
        const std::uint32_t to = pj::next(seed) % n;
        return to << WEIGHT_BITS | (pj::next(seed) % 100 + 1);
    };
    Graph graph;

    graph.reserve(n);
    for (std::uint32_t node = 0; node < n; node++) {
        const std::uint32_t next = node + 1 == n ? 0 : node + 1;
        /* In braces the draws come in order. */
        graph.push_back({draw(), draw(), draw(), draw(), next << WEIGHT_BITS | 100});
    }
    return graph;
}

/* How often a node was pushed; DISTANCES begin as infinite. */
std::uint64_t search(const Graph &graph, std::vector<std::uint32_t> &distances)
{
    Heap heap(graph.size());
    std::uint64_t pushes = 1;

    distances[0] = 0;
    heap.push(0);
    while (!heap.empty()) {
        const auto node = static_cast<std::uint32_t>(heap.root());
        const auto distance = static_cast<std::uint32_t>(heap.root() >> 32);
        /* Read now, they come from memory while the heap is put in order. */
        const Edges edges = graph[node];
        const std::uint32_t least = distances[node];

        heap.remove_root();
        if (distance != least)
            continue;
        for (const std::uint32_t edge : edges) {
            const std::uint32_t to = edge >> WEIGHT_BITS;
            const std::uint32_t through = distance + (edge & WEIGHT_MASK);

            if (through < distances[to]) {
                distances[to] = through;
                heap.push(std::uint64_t{through} << 32 | to);
                pushes++;
            }
        }
    }
    return pushes;
}

void run(const pj::Input &, const Graph &graph, std::string &out)
{
    std::vector<std::uint32_t> distances(graph.size(), UINT32_MAX); /* not reached */
    const std::uint64_t pushes = search(graph, distances);
    std::uint32_t max = 0, check = 0;
    std::uint64_t sum = 0;

    for (const std::uint32_t distance : distances) {
        max = std::max(max, distance);
        sum += distance;
        check = pj::check(check, distance);
    }
    out += "max " + std::to_string(max) + "\nsum " + std::to_string(sum) + "\npushes " +
           std::to_string(pushes) + "\ncheck " + std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, make_graph, run);
}
