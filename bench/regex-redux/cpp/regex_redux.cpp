/* SPDX-License-Identifier: MIT
 * Patterns counted and replaced in DNA by a matcher of our own: definition in ../README.md. */
#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "pj.hpp"

namespace
{

using std::size_t;
using Byte = unsigned char;

/* The numbers of the states: at those below FIRST_QUIET the search has to look closer.
 * A size_t, although a byte in the table: a byte would be extended in each step, a cycle of
 * five. */
using State = size_t;
constexpr State UNKNOWN = 0, DEAD = 1, FINAL = 2, FIRST_MATCHING = 3, FIRST_QUIET = 128,
                START = FIRST_QUIET, STATES = 256;

constexpr size_t NOWHERE = SIZE_MAX;

using Set = std::array<bool, 256>;

/* A set of bytes, one of which is taken, or any number of them. */
struct Item {
    Set set{};
    bool repeated = false;
};

enum class Kind { MATCH, TAKE, FORK };

/* A node of the NFA takes a byte of its set and goes on, or forks without taking one. */
struct Node {
    Kind kind;
    size_t next;
    size_t other; /* FORK: the second choice */
    Set set;      /* TAKE */
};

/* Where the NFA can be, as nodes that take, the preferred first, and whether it has matched. */
struct Places {
    std::vector<size_t> nodes;
    bool matched = false;
};

/* Removes the first item of PATTERN. */
Item parse_item(std::string_view &pattern)
{
    Item item;
    const auto take = [&pattern] {
        const auto byte = static_cast<Byte>(pattern.front());
        pattern.remove_prefix(1);
        return byte;
    };
    const Byte first = take();

    if (first == '.') {
        item.set.fill(true);
        item.set['\n'] = false;
    } else if (first == '[') {
        const bool negated = pattern.front() == '^';
        if (negated)
            take();
        item.set.fill(negated);
        for (Byte listed; (listed = take()) != ']';)
            item.set[listed] = !negated;
    } else {
        item.set[first == '\\' ? take() : first] = true;
    }
    item.repeated = pattern.starts_with('*');
    if (item.repeated)
        take();
    return item;
}

/* The DFA, whose states are numbered as they are met. */
class Automaton
{
  public:
    /* BACKWARDS, the longest match is the leftmost: a match does not end what is less
     * preferred. */
    Automaton(std::string_view pattern, bool backwards) : longest(backwards)
    {
        const size_t match = add({Kind::MATCH, 0, 0, {}});
        size_t entry = add_branches(pattern, backwards, match);
        Places start;

        if (!backwards) {
            /* To begin here is preferred to going on to the next byte. */
            const size_t skip = add({Kind::TAKE, 0, 0, {}});
            nodes[skip].set.fill(true);
            entry = nodes[skip].next = add({Kind::FORK, entry, skip, {}});
        }
        std::vector<bool> seen(nodes.size());
        visit(entry, seen, start);
        number(std::move(start)); /* START */
    }

    /* The end of the leftmost match in TEXT from AT to END, or NOWHERE; no match begins before
     * CLEAN, the last place where the state was START. */
    size_t find_end(const Byte *text, size_t at, size_t end, size_t &clean)
    {
        State state = START;
        size_t found = NOWHERE;
        size_t start_seen = at;

        while (at < end) {
            const Byte byte = text[at];
            const State before = state;

            start_seen = state == START ? at : start_seen;
            at++;
            state = next[byte][state];
            if (state < FIRST_QUIET) {
                if (state == UNKNOWN)
                    state = step(before, byte);
                if (state == DEAD)
                    break;
                if (state < FIRST_QUIET)
                    found = at;
                if (state == FINAL)
                    break;
            }
        }
        clean = start_seen;
        return found;
    }

    /* Where the longest match in TEXT that ends at AT begins, not before BEGIN. */
    size_t find_begin(const Byte *text, size_t begin, size_t at)
    {
        State state = START;
        size_t found = at;

        while (at > begin) {
            const Byte byte = text[--at];
            const State before = state;

            state = next[byte][state];
            if (state < FIRST_QUIET) {
                if (state == UNKNOWN)
                    state = step(before, byte);
                if (state == DEAD)
                    break;
                if (state < FIRST_QUIET)
                    found = at;
                if (state == FINAL)
                    break;
            }
        }
        return found;
    }

  private:
    std::array<std::array<Byte, STATES>, 256> next{}; /* of a byte and a state */
    std::vector<Places> matching;                     /* of the states from FIRST_MATCHING on */
    std::vector<Places> quiet;                        /* of those from FIRST_QUIET on */
    std::vector<Node> nodes;
    bool longest;

    size_t add(const Node &node)
    {
        nodes.push_back(node);
        return nodes.size() - 1;
    }

    size_t add_item(const Item &item, size_t follow)
    {
        const size_t take = add({Kind::TAKE, follow, 0, item.set});

        if (!item.repeated)
            return take;
        return nodes[take].next = add({Kind::FORK, take, follow, {}});
    }

    /* Adds the branches of PATTERN, which lead to the node MATCH; returns where they begin. */
    size_t add_branches(std::string_view pattern, bool backwards, size_t match)
    {
        std::vector<Item> items;
        size_t follow = match;

        while (!pattern.empty() && pattern.front() != '|')
            items.push_back(parse_item(pattern));
        if (!backwards)
            std::reverse(items.begin(), items.end());
        for (const Item &item : items)
            follow = add_item(item, follow);
        if (pattern.empty())
            return follow;
        const size_t other = add_branches(pattern.substr(1), backwards, match);
        return add({Kind::FORK, follow, other, {}});
    }

    /* Adds NODE, or what it forks to. Nothing counts after a preferred match, nor a second
     * time. */
    void visit(size_t node, std::vector<bool> &seen, Places &places) const
    {
        const Node &n = nodes[node];

        if (seen[node] || (places.matched && !longest))
            return;
        seen[node] = true;
        if (n.kind == Kind::FORK) {
            visit(n.next, seen, places);
            visit(n.other, seen, places);
        } else if (n.kind == Kind::MATCH) {
            places.matched = true;
        } else {
            places.nodes.push_back(node);
        }
    }

    /* The number of the state that stands for PLACES, a new one if need be. */
    State number(Places places)
    {
        if (places.nodes.empty())
            return places.matched ? FINAL : DEAD;

        const State first = places.matched ? FIRST_MATCHING : FIRST_QUIET;
        const State limit = places.matched ? FIRST_QUIET : STATES;
        std::vector<Places> &known = places.matched ? matching : quiet;
        const auto same = [&places](const Places &p) { return p.nodes == places.nodes; };
        const auto found = std::find_if(known.begin(), known.end(), same);
        const State state = first + static_cast<size_t>(found - known.begin());

        if (found == known.end()) {
            if (state == limit)
                pj::fail(pj::SOFTWARE, "too many states");
            known.push_back(std::move(places));
        }
        return state;
    }

    /* The transition that was UNKNOWN. Out of the way: inlined it takes the search's registers.
     */
    [[gnu::cold, gnu::noinline]] State step(State state, Byte byte)
    {
        const Places &from =
            state < FIRST_QUIET ? matching[state - FIRST_MATCHING] : quiet[state - FIRST_QUIET];
        std::vector<bool> seen(nodes.size());
        Places to;

        for (const size_t node : from.nodes)
            if (nodes[node].set[byte])
                visit(nodes[node].next, seen, to);
        const State after = number(std::move(to));
        next[byte][state] = static_cast<Byte>(after);
        return after;
    }
};

/* Room for more than the text, where a vector or a string would be cleared first. */
struct Text {
    std::unique_ptr<Byte[]> bytes;
    size_t length = 0;
    size_t capacity;

    /* Reads the input. */
    explicit Text(size_t room)
        : bytes(std::make_unique_for_overwrite<Byte[]>(room)), capacity(room)
    {
        size_t got;

        do {
            if (length == capacity)
                enlarge(capacity);
            char *const rest = reinterpret_cast<char *>(bytes.get() + length);
            got = pj::read_part(rest, capacity - length);
            length += got;
        } while (got > 0);
    }

    void enlarge(size_t by)
    {
        auto longer = std::make_unique_for_overwrite<Byte[]>(capacity + by);
        std::copy(bytes.get(), bytes.get() + length, longer.get());
        bytes = std::move(longer);
        capacity += by;
    }

    void move(size_t to, size_t from, size_t count)
    {
        std::memmove(bytes.get() + to, bytes.get() + from, count);
    }

    /* Moves what begins at AT to the end of the memory, for ROOM bytes at least before it;
     * returns where it begins then. */
    size_t make_room(size_t at, size_t room)
    {
        const size_t rest = length - at;

        if (capacity - length < room)
            enlarge(capacity / 8 + room);
        length = capacity;
        move(length - rest, at, rest);
        return length - rest;
    }
};

size_t count(const Text &text, std::string_view pattern)
{
    Automaton automaton(pattern, false);
    size_t matches = 0, at = 0, clean;

    while ((at = automaton.find_end(text.bytes.get(), at, text.length, clean)) != NOWHERE)
        matches++;
    return matches;
}

/* In place: the new text grows behind the one that is still to be read. */
void replace(Text &text, std::string_view pattern, std::string_view with)
{
    Automaton forwards(pattern, false), backwards(pattern, true);
    size_t read = 0, written = 0, clean, end;

    while ((end = forwards.find_end(text.bytes.get(), read, text.length, clean)) != NOWHERE) {
        const size_t begin = backwards.find_begin(text.bytes.get(), clean, end);

        text.move(written, read, begin - read);
        written += begin - read;
        read = end;
        if (read - written < with.size())
            read = text.make_room(read, with.size());
        std::memcpy(text.bytes.get() + written, with.data(), with.size());
        written += with.size();
    }
    text.move(written, read, text.length - read);
    text.length = written + (text.length - read);
}

constexpr std::string_view COUNTED[] = {
    "agggtaaa|tttaccct",         "[cgt]gggtaaa|tttaccc[acg]", "a[act]ggtaaa|tttacc[agt]t",
    "ag[act]gtaaa|tttac[agt]ct", "agg[act]taaa|ttta[agt]cct", "aggg[acg]aaa|ttt[cgt]ccct",
    "agggt[cgt]aa|tt[acg]accct", "agggta[cgt]a|t[acg]taccct", "agggtaa[cgt]|[acg]ttaccct",
};

constexpr std::pair<std::string_view, std::string_view> REPLACED[] = {
    {"tHa[Nt]", "<4>"}, {"aND|caN|Ha[DS]|WaS", "<3>"}, {"a[NSt]|BY", "<2>"},
    {"<[^>]*>", "|"},   {"\\|[^|][^|]*\\|", "-"},
};

int setup(const pj::Input &)
{
    pj::keep_input();
    return 0;
}

void run(const pj::Input &in, int, std::string &out)
{
    /* The input is some 10.2 N bytes, and the text becomes longer when it is replaced. */
    Text text(11 * static_cast<size_t>(in.n) + 65536);
    const size_t length = text.length;
    const auto line = [&out](std::string_view name, size_t number) {
        out.append(name).append(std::to_string(number)).append("\n");
    };

    replace(text, ">.*\n|\n", "");
    const size_t stripped = text.length;
    for (const std::string_view pattern : COUNTED)
        line(std::string(pattern) + " ", count(text, pattern));
    for (const auto &[pattern, with] : REPLACED)
        replace(text, pattern, with);
    line("\n", length);
    line("", stripped);
    line("", text.length);
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, setup, run);
}
