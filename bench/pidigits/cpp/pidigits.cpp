/* SPDX-License-Identifier: MIT
 * The digits of pi from an unbounded spigot, with big numbers of its own: definition in
 * ../README.md. */
#include <initializer_list>
#include <vector>

#include "pj.hpp"

namespace
{

using Limbs = std::vector<std::uint32_t>;

/* Three numbers of as many limbs of 32 bits, the lowest first. acc may be negative, in two's
 * complement. The highest limb of den is 0: so much room has the next step for all three. */
class Spigot
{
  public:
    char next_digit();

  private:
    void append_limb();
    void next_term();
    void remove_digit(int digit);
    bool at_least(int x, int y) const;

    Limbs acc = {0, 0}, num = {1, 0}, den = {1, 0};
    std::uint32_t k = 0;
};

/* push_back() alone grows by powers of two, which puts the three numbers at like addresses:
 * that took 3 to 18 percent more time. */
void Spigot::append_limb()
{
    if (acc.size() == acc.capacity())
        for (Limbs *limbs : {&acc, &num, &den})
            limbs->reserve(acc.size() + acc.size() / 2 + 16);
    acc.push_back(acc.back() >> 31 != 0 ? UINT32_MAX : 0);
    num.push_back(0);
    den.push_back(0);
}

/* acc = (acc + 2 num) (2k + 1), den = den (2k + 1), num = num k. */
void Spigot::next_term()
{
    const std::uint64_t factor = ++k, odd = 2 * factor + 1;
    const std::size_t length = acc.size();
    std::uint32_t *const as = acc.data(), *const ns = num.data(), *const ds = den.data();
    std::uint64_t a = 0, n = 0, d = 0;

    for (std::size_t i = 0; i < length; i++) {
        a = (as[i] + 2 * std::uint64_t{ns[i]}) * odd + (a >> 32);
        d = ds[i] * odd + (d >> 32);
        n = ns[i] * factor + (n >> 32);
        as[i] = static_cast<std::uint32_t>(a);
        ds[i] = static_cast<std::uint32_t>(d);
        ns[i] = static_cast<std::uint32_t>(n);
    }
    if (den.back() != 0)
        append_limb();
}

/* acc = (acc - den DIGIT) 10, num = num 10. */
void Spigot::remove_digit(int digit)
{
    const std::size_t length = acc.size();
    std::uint32_t *const as = acc.data(), *const ns = num.data();
    const std::uint32_t *const ds = den.data();
    std::int64_t a = 0;
    std::uint64_t n = 0;

    for (std::size_t i = 0; i < length; i++) {
        a = (as[i] - std::int64_t{ds[i]} * digit) * 10 + (a >> 32);
        n = ns[i] * std::uint64_t{10} + (n >> 32);
        as[i] = static_cast<std::uint32_t>(a);
        ns[i] = static_cast<std::uint32_t>(n);
    }
}

/* Whether X num + acc >= Y den, from -1 to 4 and 0 to 10: from the top, until what is left of
 * the lower limbs, more than -11 and less than 5 of this one's units, cannot change the sign.
 */
bool Spigot::at_least(int x, int y) const
{
    const auto scaled = [&](std::size_t i) {
        return std::int64_t{num[i]} * x - std::int64_t{den[i]} * y;
    };
    std::size_t i = acc.size() - 1;
    std::int64_t sum = static_cast<std::int32_t>(acc[i]) + scaled(i);

    while (i > 0 && sum > -5 && sum < 11) {
        i--;
        sum = sum * 4294967296 + acc[i] + scaled(i);
    }
    return sum >= 0;
}

char Spigot::next_digit()
{
    for (;;) {
        next_term();
        if (!at_least(-1, 0)) /* num > acc */
            continue;
        int digit = 0;
        while (at_least(3, digit + 1))
            digit++;
        if (at_least(4, digit + 1))
            continue;
        remove_digit(digit);
        return static_cast<char>('0' + digit);
    }
}

void run(const pj::Input &in, std::string &out)
{
    Spigot spigot;

    for (std::int64_t done = 0; done < in.n;) {
        std::string line(10, ' ');

        for (std::size_t column = 0; column < line.size() && done < in.n; column++, done++)
            line[column] = spigot.next_digit();
        out += line + "\t:" + std::to_string(done) + "\n";
    }
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
