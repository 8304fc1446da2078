/* SPDX-License-Identifier: MIT
 * How often each k letters of a DNA sequence occur: definition in ../README.md. */
#include <algorithm>
#include <array>
#include <cstdio>
#include <unordered_map>
#include <vector>

#include "pj.hpp"

namespace
{

constexpr std::string_view LETTERS = "ACTG"; /* by bits 1 and 2 of their code, either case */
constexpr unsigned LETTER_BITS = 2;

using Counts = std::unordered_map<std::uint64_t, std::uint32_t>;

std::uint64_t append(std::uint64_t key, char letter)
{
    return key << LETTER_BITS | (static_cast<unsigned char>(letter) >> 1 & 3u);
}

/* Counts all K letters in a row. */
Counts count(std::string_view lines, std::size_t k)
{
    const std::uint64_t mask = (std::uint64_t{1} << LETTER_BITS * k) - 1;
    Counts counts;
    std::uint64_t key = 0;
    std::size_t at = 0;

    counts.max_load_factor(0.5f); /* C's; by default a bucket has up to one key on average */
    for (std::size_t missing = k - 1; missing > 0 && at < lines.size(); at++) {
        if (lines[at] != '\n') {
            key = append(key, lines[at]);
            missing--;
        }
    }
    while (at < lines.size()) {
        const std::size_t newline = lines.find('\n', at);

        for (const char letter : lines.substr(at, newline - at)) {
            key = append(key, letter) & mask;
            counts[key]++;
        }
        at = newline + 1;
    }
    return counts;
}

struct Frequency {
    std::string name;
    std::uint32_t count;
};

/* The letters of a key, the first in the highest bits. */
std::string name_of(std::uint64_t key, std::size_t k)
{
    std::string name(k, ' ');

    for (std::size_t i = k; i-- > 0; key >>= LETTER_BITS)
        name[i] = LETTERS[key & 3];
    return name;
}

void put_frequencies(std::string &out, std::string_view lines, std::size_t k)
{
    std::vector<Frequency> found;
    double total = 0;

    for (const auto &[key, count] : count(lines, k)) {
        found.push_back({name_of(key, k), count});
        total += count;
    }
    std::sort(found.begin(), found.end(), [](const Frequency &a, const Frequency &b) {
        return a.count != b.count ? a.count > b.count : a.name < b.name;
    });
    for (const auto &[name, count] : found) {
        std::array<char, 16> number;
        std::snprintf(number.data(), number.size(), " %.3f\n", 100.0 * count / total);
        out += name;
        out += number.data();
    }
    out += '\n';
}

void put_count(std::string &out, std::string_view lines, std::string_view name)
{
    const Counts counts = count(lines, name.size());
    std::uint64_t key = 0;

    for (const char letter : name)
        key = append(key, letter);
    const auto found = counts.find(key);
    out += std::to_string(found != counts.end() ? found->second : 0);
    out += '\t';
    out += name;
    out += '\n';
}

/* Reads the input and keeps its third and last record: the rest would double the memory. */
std::string setup(const pj::Input &)
{
    constexpr std::size_t BLOCK = 65536;
    std::string text(BLOCK, '\0');
    std::size_t length = 0, got = 0;
    int records = 0;

    do {
        got = std::fread(text.data(), 1, BLOCK, stdin);
        std::string_view rest(text.data(), got);
        for (std::size_t at; records < 3 && (at = rest.find('>')) != rest.npos; records++)
            rest.remove_prefix(at + 1);
        if (records == 3) {
            length = rest.size();
            std::memmove(text.data(), rest.data(), length);
        }
    } while (records < 3 && got > 0);
    while (got > 0) {
        if (length + BLOCK > text.size())
            text.resize(2 * text.size());
        got = std::fread(text.data() + length, 1, BLOCK, stdin);
        length += got;
    }
    if (std::ferror(stdin))
        pj::fail(pj::INPUT, "cannot read the input");
    text.resize(length);
    return text;
}

void run(const pj::Input &, const std::string &record, std::string &out)
{
    const std::string_view lines = std::string_view(record).substr(record.find('\n') + 1);

    put_frequencies(out, lines, 1);
    put_frequencies(out, lines, 2);
    for (const std::string_view name :
         {"GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"})
        put_count(out, lines, name);
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, setup, run);
}
