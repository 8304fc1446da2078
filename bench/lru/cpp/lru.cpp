/* SPDX-License-Identifier: MIT
 * A cache that drops what was used longest ago: definition in ../README.md. */
#include <algorithm>
#include <unordered_map>

#include "pj.hpp"

namespace
{

struct Node;

/* Its elements are the nodes: each is an allocation of its own and never moves. */
using Map = std::unordered_map<std::uint32_t, Node>;

/* An element of the map. By its iterator it is removed without being looked for; libstdc++'s
 * are pointers, which stay as they are when the map grows. */
using Link = Map::iterator;

struct Node {
    Link prev; /* used later; the sentinel's: used longest ago */
    Link next; /* used earlier; the sentinel's: used last */
    std::uint32_t value;
};

void unlink(Link link)
{
    const Node &node = link->second;

    node.prev->second.next = node.next;
    node.next->second.prev = node.prev;
}

void link_first(Link list, Link link)
{
    const Link first = list->second.next;

    link->second.prev = list;
    link->second.next = first;
    first->second.prev = link;
    list->second.next = link;
}

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::uint32_t>(in.n);
    const std::uint32_t capacity = n / 10;
    const std::uint32_t range = 4 * capacity;
    auto seed = static_cast<std::uint32_t>(in.seed);
    std::uint32_t hits = 0, misses = 0, evictions = 0, check = 0;
    std::uint64_t sum = 0;
    Map map;
    const Link list = map.try_emplace(range).first; /* the sentinel: no request has its key */

    list->second.prev = list->second.next = list;
    for (std::uint32_t i = 0; i < n; i++) {
        const std::uint32_t a = pj::next(seed) % range;
        const std::uint32_t b = pj::next(seed) % range;
        const std::uint32_t key = std::min(a, b);

        if (const Link found = map.find(key); found != map.end()) {
            hits++;
            sum += found->second.value++;
            unlink(found);
            link_first(list, found);
            continue;
        }
        if (misses++ >= capacity) {
            const Link last = list->second.prev;

            evictions++;
            unlink(last);
            map.erase(last);
        }
        link_first(list, map.try_emplace(key, Node{list, list, 1}).first);
    }
    for (Link link = list->second.next; link != list; link = link->second.next)
        check = pj::check(pj::check(check, link->first), link->second.value);
    out += "hits " + std::to_string(hits) + "\nmisses " + std::to_string(misses) +
           "\nevictions " + std::to_string(evictions) + "\nsum " + std::to_string(sum) +
           "\ncheck " + std::to_string(check) + "\n";
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
