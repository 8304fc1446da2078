/* SPDX-License-Identifier: MIT
 * A cache that drops what was used longest ago: definition in ../README.md. */
#include <algorithm>
#include <unordered_map>

#include "pj.hpp"

namespace
{

struct Node {
    Node *prev; /* used later; the sentinel's: used longest ago */
    Node *next; /* used earlier; the sentinel's: used last */
    std::uint32_t key;
    std::uint32_t value;

    void unlink()
    {
        prev->next = next;
        next->prev = prev;
    }

    void link_behind(Node &list)
    {
        prev = &list;
        next = list.next;
        next->prev = this;
        list.next = this;
    }
};

/* Its elements hold the nodes: each is an allocation of its own and never moves. */
using Map = std::unordered_map<std::uint32_t, Node>;

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::uint32_t>(in.n);
    const std::uint32_t capacity = n / 10;
    const std::uint32_t range = 4 * capacity;
    auto seed = static_cast<std::uint32_t>(in.seed);
    std::uint32_t hits = 0, misses = 0, evictions = 0, check = 0;
    std::uint64_t sum = 0;
    Node list{&list, &list, 0, 0};
    Map map;

    for (std::uint32_t i = 0; i < n; i++) {
        const std::uint32_t a = pj::next(seed) % range;
        const std::uint32_t b = pj::next(seed) % range;
        const std::uint32_t key = std::min(a, b);

        if (const auto found = map.find(key); found != map.end()) {
            Node &node = found->second;

            hits++;
            sum += node.value++;
            node.unlink();
            node.link_behind(list);
            continue;
        }
        if (misses++ >= capacity) {
            Node &last = *list.prev;

            evictions++;
            last.unlink();
            map.erase(last.key);
        }
        Node &added = map.try_emplace(key, Node{nullptr, nullptr, key, 1}).first->second;
        added.link_behind(list);
    }
    for (const Node *node = list.next; node != &list; node = node->next)
        check = pj::check(pj::check(check, node->key), node->value);
    out += "hits " + std::to_string(hits) + "\nmisses " + std::to_string(misses) +
           "\nevictions " + std::to_string(evictions) + "\nsum " + std::to_string(sum) +
           "\ncheck " + std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
