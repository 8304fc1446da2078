/* SPDX-License-Identifier: MIT
 * DNA sequences, each reversed and complemented: definition in ../README.md. */
#include <algorithm>
#include <array>
#include <memory>

#include "pj.hpp"

namespace
{

constexpr std::size_t COLUMNS = 60;

constexpr std::array<std::uint8_t, 256> make_complement()
{
    constexpr std::string_view from = "ACGTUMRWSYKVHDBN", to = "TGCAAKYWSRMBDHVN";
    std::array<std::uint8_t, 256> table{};

    for (std::size_t i = 0; i < from.size(); i++) {
        const auto letter = static_cast<std::uint8_t>(from[i]);
        table[letter] = table[letter | 0x20u] = static_cast<std::uint8_t>(to[i]);
    }
    return table;
}

constexpr auto COMPLEMENT = make_complement();

/* FROM, the last letter first. Eight are loaded and stored at once: the look-ups keep the
 * memory ports busy enough. */
inline char *reverse(char *to, std::string_view from)
{
    const char *at = from.data() + from.size();

    for (; at - from.data() >= 8; to += 8) {
        std::uint64_t letters, reversed = 0;

        at -= 8;
        std::memcpy(&letters, at, 8);
        for (unsigned i = 0; i < 8; i++)
            reversed |= std::uint64_t{COMPLEMENT[letters >> 8 * i & 0xff]} << (56 - 8 * i);
        std::memcpy(to, &reversed, 8);
    }
    while (at != from.data())
        *to++ = static_cast<char>(COMPLEMENT[static_cast<std::uint8_t>(*--at)]);
    return to;
}

/* All lines but the last have 60 letters, so each line of the answer is the end of one line and
 * the beginning of the next, parted at the same place. */
void append_lines(std::string &out, std::string_view lines)
{
    if (lines.empty())
        return;
    lines.remove_suffix(1); /* the newline */
    const std::size_t last = lines.size() % (COLUMNS + 1);
    std::array<char, COLUMNS + 1> line;
    std::size_t end = lines.size() - last;

    line[COLUMNS] = '\n';
    for (; end > 0; end -= COLUMNS + 1) {
        char *to = reverse(line.data(), lines.substr(end, last));
        reverse(to, lines.substr(end - 1 - (COLUMNS - last), COLUMNS - last));
        out.append(line.data(), COLUMNS + 1);
        pj::flush(out);
    }
    char *to = reverse(line.data(), lines.substr(0, last));
    *to++ = '\n';
    out.append(line.data(), to);
}

struct Text {
    std::unique_ptr<char[]> bytes;
    std::size_t length;
};

/* All of standard input. A string would be cleared before it is read into. */
Text setup(const pj::Input &)
{
    struct stat status = {};
    const bool sized = ::fstat(STDIN_FILENO, &status) == 0 && status.st_size > 0;
    std::size_t capacity = sized ? static_cast<std::size_t>(status.st_size) + 1 : 65536;
    Text text = {std::make_unique_for_overwrite<char[]>(capacity), 0};

    for (;;) {
        if (text.length == capacity) {
            auto longer = std::make_unique_for_overwrite<char[]>(2 * capacity);
            std::memcpy(longer.get(), text.bytes.get(), capacity);
            text.bytes = std::move(longer);
            capacity *= 2;
        }
        const ssize_t got =
            ::read(STDIN_FILENO, text.bytes.get() + text.length, capacity - text.length);
        if (got < 0 && errno != EINTR)
            pj::fail(pj::INPUT, "cannot read the input");
        if (got == 0)
            return text;
        text.length += got < 0 ? 0 : static_cast<std::size_t>(got);
    }
}

void run(const pj::Input &, const Text &text, std::string &out)
{
    std::string_view rest(text.bytes.get(), text.length);

    while (!rest.empty()) {
        const std::size_t header = rest.find('\n') + 1;
        const std::size_t next = std::min(rest.find('>', header), rest.size());

        out += rest.substr(0, header);
        append_lines(out, rest.substr(header, next - header));
        rest.remove_prefix(next);
    }
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, setup, run);
}
