/* SPDX-License-Identifier: MIT
 * How often each k letters of a DNA sequence occur, counted on all CPUs: definition in
 * ../README.md. */
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <thread>
#include <unordered_map>
#include <vector>

#include <sched.h>

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

/* The lines of the third and last record. */
std::string_view third(std::string_view text)
{
    for (int i = 0; i < 3; i++)
        text.remove_prefix(text.find('>') + 1);
    text.remove_prefix(text.find('\n') + 1);
    return text;
}

struct Question {
    std::size_t k;
    std::string_view name; /* empty: all are asked for */
};

constexpr std::array<Question, 7> QUESTIONS = {{{1, ""},
                                                {2, ""},
                                                {3, "GGT"},
                                                {4, "GGTA"},
                                                {6, "GGTATT"},
                                                {12, "GGTATTTTAATT"},
                                                {18, "GGTATTTTAATTTATAGT"}}};

using Answers = std::array<std::string, QUESTIONS.size()>;

std::size_t count_cpus()
{
    cpu_set_t cpus;

    return ::sched_getaffinity(0, sizeof(cpus), &cpus) == 0
               ? static_cast<std::size_t>(CPU_COUNT(&cpus))
               : 1;
}

/* The calling thread answers questions too. */
Answers answer_all(std::string_view lines)
{
    Answers answers;
    std::atomic<std::size_t> taken = 0;
    const auto answer_some = [&] {
        std::size_t i;

        /* The last questions take the most time, and are taken first. */
        while ((i = taken++) < QUESTIONS.size()) {
            const std::size_t last = QUESTIONS.size() - 1 - i;
            const auto &[k, name] = QUESTIONS[last];

            if (name.empty())
                put_frequencies(answers[last], lines, k);
            else
                put_count(answers[last], lines, name);
        }
    };
    std::vector<std::jthread> others;

    for (std::size_t n = std::min(count_cpus(), QUESTIONS.size()); n > 1; n--)
        others.emplace_back(answer_some);
    answer_some();
    others.clear();
    return answers;
}

void run(const pj::Input &, const std::string &text, std::string &out)
{
    for (const std::string &answer : answer_all(third(text)))
        out += answer;
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(
        argc, argv, [](const pj::Input &) { return pj::read_input(); }, run);
}
