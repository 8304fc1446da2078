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

/* The letters in words of 32, the first in a word's lowest bits. */
class Sequence
{
  public:
    static constexpr std::size_t WORD = 32;

    std::size_t size() const
    {
        return length;
    }

    /* The letter there in the lowest bits, those behind it in the same word above. */
    std::uint64_t from(std::size_t at) const
    {
        return words[at / WORD] >> at % WORD * LETTER_BITS;
    }

    /* Adds the letters of whole or broken lines. */
    void add(std::string_view lines);

  private:
    std::vector<std::uint64_t> words;
    std::size_t length = 0;
};

/* Of a letter, in either case. */
std::uint64_t bits_of(char letter)
{
    return static_cast<unsigned char>(letter) >> 1 & 3;
}

void Sequence::add(std::string_view lines)
{
    std::uint64_t word = length % WORD != 0 ? words.back() : 0;

    words.resize((length + lines.size()) / WORD + 1);
    for (const char letter : lines) {
        if (letter == '\n')
            continue;
        word |= bits_of(letter) << length % WORD * LETTER_BITS;
        words[length / WORD] = word;
        length++;
        if (length % WORD == 0)
            word = 0;
    }
    words.resize((length + WORD - 1) / WORD);
}

std::uint64_t append(std::uint64_t key, std::uint64_t letter)
{
    return key << LETTER_BITS | letter;
}

/* Counts all K letters in a row, no more than 32. */
Counts count(const Sequence &sequence, std::size_t k)
{
    const std::uint64_t mask = (std::uint64_t{1} << LETTER_BITS * k) - 1;
    Counts counts;
    std::uint64_t key = 0;
    std::size_t at = 0;

    counts.max_load_factor(0.5f); /* C's; by default a bucket has up to one key on average */
    for (; at < k - 1 && at < sequence.size(); at++)
        key = append(key, sequence.from(at) & 3);
    while (at < sequence.size()) {
        const std::size_t next = (at / Sequence::WORD + 1) * Sequence::WORD;
        const std::size_t end = std::min(next, sequence.size());

        for (std::uint64_t word = sequence.from(at); at < end; at++, word >>= LETTER_BITS) {
            key = append(key, word & 3) & mask;
            counts[key]++;
        }
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

void put_frequencies(std::string &out, const Sequence &sequence, std::size_t k)
{
    std::vector<Frequency> found;
    double total = 0;

    for (const auto &[key, count] : count(sequence, k)) {
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

void put_count(std::string &out, const Sequence &sequence, std::string_view name)
{
    const Counts counts = count(sequence, name.size());
    std::uint64_t key = 0;

    for (const char letter : name)
        key = append(key, bits_of(letter));
    const auto found = counts.find(key);
    out += std::to_string(found != counts.end() ? found->second : 0);
    out += '\t';
    out += name;
    out += '\n';
}

/* Reads the input and keeps the letters of its third and last record. */
Sequence setup(const pj::Input &)
{
    std::string block(65536, '\0');
    std::string_view marks = ">>>\n"; /* to be passed */
    Sequence sequence;

    while (const std::size_t got = pj::read_part(block.data(), block.size())) {
        std::string_view rest(block.data(), got);

        for (std::size_t at; !marks.empty() && (at = rest.find(marks[0])) != rest.npos;) {
            rest.remove_prefix(at + 1);
            marks.remove_prefix(1);
        }
        if (marks.empty())
            sequence.add(rest);
    }
    return sequence;
}

void run(const pj::Input &, const Sequence &sequence, std::string &out)
{
    put_frequencies(out, sequence, 1);
    put_frequencies(out, sequence, 2);
    for (const std::string_view name :
         {"GGT", "GGTA", "GGTATT", "GGTATTTTAATT", "GGTATTTTAATTTATAGT"})
        put_count(out, sequence, name);
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, setup, run);
}
