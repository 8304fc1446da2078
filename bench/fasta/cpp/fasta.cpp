/* SPDX-License-Identifier: MIT
 * DNA sequences, one repeated and two random, as lines of text: definition in ../README.md. */
#include <algorithm>
#include <array>

#include "pj.hpp"

namespace
{

constexpr std::size_t COLUMNS = 60;
constexpr std::uint64_t FACTOR = 3877;
constexpr std::uint32_t MODULUS = 139968;

constexpr std::string_view HEADER_ONE = ">ONE Homo sapiens alu\n";
constexpr std::string_view HEADER_TWO = ">TWO IUB ambiguity codes\n";
constexpr std::string_view HEADER_THREE = ">THREE Homo sapiens frequency\n";

constexpr std::string_view ALU = "GGCCGGGCGCGGTGGCTCACGCCTGTAATCCCAGCACTTTGG"
                                 "GAGGCCGAGGCGGGCGGATCACCTGAGGTCAGGAGTTCGAGA"
                                 "CCAGCCTGGCCAACATGGTGAAACCCCGTCTCTACTAAAAAT"
                                 "ACAAAAATTAGCCGGGCGTGGTGGCGCGCGCCTGTAATCCCA"
                                 "GCTACTCGGGAGGCTGAGGCAGGAGAATCGCTTGAACCCGGG"
                                 "AGGCGGAGGTTGCAGTGAGCCGAGATCGCGCCACTGCACTCC"
                                 "AGCCTGGGCGACAGAGCGAGACTCCGTCTCAAAAA";

/* letters[i] is drawn with probability[i]. */
template <std::size_t COUNT> struct Alphabet {
    std::string_view letters;
    std::array<double, COUNT> probability;
};

constexpr Alphabet<15> IUB = {
    "acgtBDHKMNRSVWY",
    {.27, .12, .12, .27, .02, .02, .02, .02, .02, .02, .02, .02, .02, .02, .02},
};

constexpr Alphabet<4> HOMO_SAPIENS = {
    "acgt",
    {0.3029549426680, 0.1979883004921, 0.1975473066391, 0.3015094502008},
};

void repeat_alu(std::string &out, std::size_t letters)
{
    std::string twice(ALU); /* a line never has to go back to the start */
    std::size_t at = 0;

    twice += ALU;
    while (letters > 0) {
        const std::size_t length = std::min(letters, COLUMNS);
        out.append(twice, at, length);
        out += '\n';
        at = (at + length) % ALU.size();
        letters -= length;
        pj::flush(out);
    }
}

/* A number as a fraction of MODULUS, times 2^64: the next one's is FACTOR times as much and
 * that of 29573 more, without the whole. That takes 4 cycles, and the number itself is made
 * beside it. The constants are 3877 and 29573 times 2^64 / 139968, rounded up. The excess is
 * less than 2^18 in a fraction made from a number, and 3877 times as much in each after it;
 * from 2^46 on numbers would be wrong, so the third is the last. Exact for each of the 139968
 * numbers. */
inline std::uint64_t fraction_after_number(std::uint32_t number)
{
    return number * UINT64_C(510959839204474821) + UINT64_C(3897502018259977781);
}

inline std::uint64_t fraction_after(std::uint64_t fraction)
{
    return fraction * FACTOR + UINT64_C(3897502018259977781);
}

inline std::uint32_t number_of(std::uint64_t fraction)
{
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint32_t>(Wide{fraction} * MODULUS >> 64);
}

using Numbers = std::array<std::uint32_t, COLUMNS>;

/* The LENGTH numbers after NUMBER; returns the last one. */
inline std::uint32_t draw_numbers(Numbers &numbers, std::size_t length, std::uint32_t number)
{
    const std::size_t threes = length / 3 * 3;

    for (std::size_t i = 0; i < threes; i += 3) {
        const std::uint64_t first = fraction_after_number(number);
        const std::uint64_t second = fraction_after(first);
        const std::uint64_t third = fraction_after(second);

        numbers[i] = number_of(first);
        numbers[i + 1] = number_of(second);
        numbers[i + 2] = number = number_of(third);
    }
    for (std::size_t i = threes; i < length; i++)
        numbers[i] = number = number_of(fraction_after_number(number));
    return number;
}

using Line = std::array<char, COLUMNS + 1>;

template <std::size_t COUNT> class Source
{
  public:
    explicit Source(const Alphabet<COUNT> &alphabet) : first(alphabet.letters[0])
    {
        double sum = 0.0;

        for (std::size_t k = 0; k < COUNT - 1; k++) {
            ends[k] = sum += alphabet.probability[k];
            steps[k] = alphabet.letters[k + 1] - alphabet.letters[k];
        }
    }

    void append(std::string &out, std::size_t count, std::uint32_t &number) const
    {
        Line line;
        std::uint32_t last = number;

        for (; count >= COLUMNS; count -= COLUMNS) {
            draw(line, COLUMNS, last);
            out.append(line.data(), COLUMNS + 1);
            pj::flush(out);
        }
        if (count > 0) {
            draw(line, count, last);
            out.append(line.data(), count + 1);
        }
        number = last;
    }

  private:
    /* LENGTH letters, at most a line. They need not wait for one another as the numbers do: in
     * a loop of their own, of a constant length, all ends compared, the compiler takes several
     * at once. */
    void draw(Line &line, std::size_t length, std::uint32_t &number) const
    {
        Numbers drawn{};
        std::array<std::int64_t, COLUMNS> letters;

        number = draw_numbers(drawn, length, number);
        for (std::size_t i = 0; i < COLUMNS; i++) {
            const double r = static_cast<double>(static_cast<std::int32_t>(drawn[i])) / MODULUS;

            letters[i] = first;
            for (std::size_t k = 0; k < COUNT - 1; k++)
                letters[i] += -std::int64_t{ends[k] <= r} & steps[k];
        }
        std::copy(letters.begin(), letters.end(), line.begin());
        line[length] = '\n';
    }

    std::int64_t first;
    std::array<double, COUNT - 1> ends;        /* but the last, which exceeds every r */
    std::array<std::int64_t, COUNT - 1> steps; /* from each letter to the next */
};

void run(const pj::Input &in, std::string &out)
{
    const auto n = static_cast<std::size_t>(in.n);
    std::uint32_t number = 42;

    out += HEADER_ONE;
    repeat_alu(out, 2 * n);
    out += HEADER_TWO;
    Source{IUB}.append(out, 3 * n, number);
    out += HEADER_THREE;
    Source{HOMO_SAPIENS}.append(out, 5 * n, number);
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
