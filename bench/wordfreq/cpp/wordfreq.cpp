/* SPDX-License-Identifier: MIT
 * The words of a text, counted in an unordered_map with FNV-1a and sorted: definition in
 * ../README.md.
 */
#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <unordered_map>
#include <vector>

#include "pj.hpp"

namespace
{

using std::size_t, std::uint32_t, std::uint64_t;
using Byte = unsigned char;

constexpr size_t SHOWN = 5;

/* Eight zero bytes stand behind the text, for it is read by eights. */
struct Text {
    std::unique_ptr<Byte[]> bytes;
    size_t length;
};

Text write_text(const pj::Input &in)
{
    const auto n = static_cast<size_t>(in.n);
    auto seed = static_cast<uint32_t>(in.seed);
    const auto draw = [&seed] { return pj::next(seed) % 20000; };
    /* Nine bytes a word are the most; what is not written to costs nothing. */
    auto bytes = std::make_unique_for_overwrite<Byte[]>(9 * n + 8);
    Byte *p = bytes.get();

    for (size_t i = 0; i < n; i++) {
        const uint32_t a = draw(), b = draw(), d = draw();
        const uint32_t k = std::min(std::min(a, b), d);
        uint32_t x = k * 7919 + 12345;

        /* Always seven letters, the next byte goes where the word ends: a loop of as many
         * turns as letters would end where no branch predictor expects it. */
        for (int letter = 0; letter < 7; letter++) {
            p[letter] = static_cast<Byte>('a' + x % 26);
            x /= 26;
        }
        if (i % 7 == 0)
            *p = static_cast<Byte>(*p - 'a' + 'A');
        p += 3 + k % 5;
        if (i % 11 == 10)
            *p++ = i % 22 == 10 ? ',' : '.';
        *p++ = i % 13 == 12 ? '\n' : ' ';
    }
    std::fill_n(p, 8, Byte{0});
    const auto length = static_cast<size_t>(p - bytes.get());
    return {std::move(bytes), length};
}

/* Byte 0 in the lowest bits; one load where the machine has that order. */
inline uint64_t load_eight(const Byte *p)
{
    return uint64_t{p[0]} | uint64_t{p[1]} << 8 | uint64_t{p[2]} << 16 | uint64_t{p[3]} << 24 |
           uint64_t{p[4]} << 32 | uint64_t{p[5]} << 40 | uint64_t{p[6]} << 48 |
           uint64_t{p[7]} << 56;
}

/* What lower case is for letters. */
inline uint64_t lower(uint64_t eight)
{
    return eight | 0x2020202020202020;
}

/* How many of EIGHT bytes, from the lowest, are letters before the first that is none. */
inline size_t leading_letters(uint64_t eight)
{
    const uint64_t low = lower(eight) & 0x7f7f7f7f7f7f7f7f;
    const uint64_t from_a = low + 0x1f1f1f1f1f1f1f1f; /* the high bit: >= 'a' */
    const uint64_t past_z = low + 0x0505050505050505; /* the high bit: > 'z' */
    const uint64_t other = ~(from_a & ~past_z & ~eight) & 0x8080808080808080;

    return static_cast<size_t>(std::countr_zero(other)) / 8;
}

inline size_t word_length(const Byte *p)
{
    size_t length = 0, more;

    do {
        more = leading_letters(load_eight(p + length));
        length += more;
    } while (more == 8);
    return length;
}

/* A word where it stands in the text, in any case. Eight bytes may be read where it begins. */
struct Spelling {
    const Byte *letters;
    size_t length;
};

/* Words in the map are in lower case and filled up with zeros to eights, one zero at least. */
inline size_t padded(size_t length)
{
    return (length / 8 + 1) * 8;
}

const Byte *letters_of(const std::string &word)
{
    return reinterpret_cast<const Byte *>(word.data());
}

/* FNV-1a of the word in lower case. Not noexcept: so the map keeps its words' hashes. */
struct Hash {
    using is_transparent = void;

    /* The states after each of the last eight bytes, from which the length picks, cost less
     * than a loop whose end cannot be predicted. */
    size_t operator()(Spelling word) const
    {
        std::array<uint32_t, 9> states;

        states[0] = 2166136261;
        for (;; word.letters += 8, word.length -= 8) {
            const uint64_t eight = lower(load_eight(word.letters));
            for (size_t i = 0; i < 8; i++)
                states[i + 1] = (states[i] ^ static_cast<Byte>(eight >> 8 * i)) * 16777619;
            if (word.length < 8)
                return states[word.length];
            states[0] = states[8];
        }
    }

    size_t operator()(const std::string &word) const
    {
        return (*this)(Spelling{letters_of(word), std::strlen(word.c_str())});
    }
};

struct Same {
    using is_transparent = void;

    bool operator()(Spelling a, const std::string &b) const
    {
        const Byte *letters = letters_of(b);
        size_t i = 0;

        if (b.size() != padded(a.length))
            return false;
        for (; a.length - i >= 8; i += 8)
            if (load_eight(letters + i) != lower(load_eight(a.letters + i)))
                return false;
        const uint64_t rest = (uint64_t{1} << 8 * (a.length - i)) - 1;
        return load_eight(letters + i) == (lower(load_eight(a.letters + i)) & rest);
    }

    bool operator()(const std::string &a, const std::string &b) const
    {
        return a == b;
    }
};

using Counts = std::unordered_map<std::string, uint32_t, Hash, Same>;

std::string spell(Spelling word)
{
    std::string letters(padded(word.length), '\0');

    std::transform(word.letters, word.letters + word.length, letters.begin(),
                   [](Byte letter) { return static_cast<char>(letter | 0x20); });
    return letters;
}

/* How many words there are in the text. */
size_t count_words(const Text &text, Counts &counts)
{
    const Byte *p = text.bytes.get(), *end = p + text.length;
    size_t tokens = 0;

    while (p < end) {
        const Spelling word{p, word_length(p)};
        if (word.length > 0) {
            const auto found = counts.find(word);
            if (found != counts.end())
                found->second++;
            else
                counts.emplace(spell(word), 1);
            tokens++;
        }
        p += word.length + 1; /* the byte behind a word is none of it */
    }
    return tokens;
}

void put_line(std::string &out, const char *name, uint64_t value)
{
    out.append(name).append(" ").append(std::to_string(value)).append("\n");
}

void run(const pj::Input &, const Text &text, std::string &out)
{
    Counts counts;
    const size_t tokens = count_words(text, counts);
    std::vector<const Counts::value_type *> sorted;
    uint32_t check = 0;

    sorted.reserve(counts.size());
    for (const auto &word : counts)
        sorted.push_back(&word);
    std::sort(sorted.begin(), sorted.end(), [](const auto *a, const auto *b) {
        return a->second != b->second ? a->second > b->second : a->first < b->first;
    });
    put_line(out, "bytes", text.length);
    put_line(out, "tokens", tokens);
    put_line(out, "distinct", sorted.size());
    for (size_t i = 0; i < sorted.size(); i++) {
        const auto &[word, count] = *sorted[i];
        if (i < SHOWN)
            put_line(out, word.c_str(), count);
        check = pj::check(check, count);
        for (const Byte *letter = letters_of(word); *letter != 0; letter++)
            check = pj::check(check, *letter);
    }
    put_line(out, "check", check);
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, write_text, run);
}
