/* SPDX-License-Identifier: MIT
 * DNA sequences, each reversed and complemented: definition in ../README.md. */
#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <new>

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

/* The COUNT letters before FROM, the last one first. Eight are put together and stored at once.
 */
inline char *reverse(char *to, const char *from, std::size_t count)
{
    const auto look_up = [](char letter) {
        return COMPLEMENT[static_cast<std::uint8_t>(letter)];
    };

    for (; count >= 8; count -= 8) {
        std::uint64_t reversed = 0;

        from -= 8;
        for (unsigned i = 0; i < 8; i++)
            reversed |= std::uint64_t{look_up(from[i])} << (56 - 8 * i);
        std::memcpy(to, &reversed, 8);
        to += 8;
    }
    while (count-- > 0)
        *to++ = static_cast<char>(look_up(*--from));
    return to;
}

/* All lines but the last have 60 letters, so each line of the answer is the end of one line and
 * the beginning of the next, parted at the same place. */
void append_lines(std::string &out, std::string_view lines)
{
    constexpr std::size_t MOST = 1075; /* of the answer made at once: just over 64 KiB */

    if (lines.ends_with('\n'))
        lines.remove_suffix(1);
    if (lines.empty())
        return;
    const std::size_t last = lines.size() % (COLUMNS + 1);
    const auto room = [&out](std::size_t length) {
        out.resize(out.size() + length);
        return out.data() + out.size() - length;
    };

    const char *end = lines.data() + lines.size() - last;
    while (end != lines.data()) {
        const auto rest = static_cast<std::size_t>(end - lines.data());
        std::size_t count = std::min(rest / (COLUMNS + 1), MOST);
        for (char *to = room(count * (COLUMNS + 1)); count > 0; count--) {
            to = reverse(to, end + last, last);
            to = reverse(to, end - 1, COLUMNS - last);
            *to++ = '\n';
            end -= COLUMNS + 1;
        }
        pj::flush(out);
    }
    *reverse(room(last + 1), end + last, last) = '\n';
}

/* A record and the beginning of the next, as they were read. The memory is of the longest
 * record, and grows by realloc: a vector would be copied, and cleared. */
class Text
{
    static constexpr std::size_t BLOCK = 65536;

    struct Free {
        void operator()(char *memory) const
        {
            std::free(memory);
        }
    };

    std::unique_ptr<char[], Free> bytes;
    std::size_t length = 0;
    std::size_t capacity = 0;

  public:
    bool empty() const
    {
        return length == 0;
    }

    std::string_view view() const
    {
        return {bytes.get(), length};
    }

    bool read_more()
    {
        if (capacity - length < BLOCK) {
            capacity = 2 * capacity + BLOCK;
            void *larger = std::realloc(bytes.get(), capacity);
            if (larger == nullptr)
                throw std::bad_alloc();
            bytes.release();
            bytes.reset(static_cast<char *>(larger));
        }
        const std::size_t got = pj::read_part(bytes.get() + length, BLOCK);
        length += got;
        return got != 0;
    }

    /* Where the next BYTE is, from START on, or else the end; reads that far. */
    std::size_t find(char byte, std::size_t start)
    {
        do {
            const std::size_t at = view().find(byte, start);
            if (at != std::string_view::npos)
                return at;
            start = length;
        } while (read_more());
        return start;
    }

    void remove_prefix(std::size_t count)
    {
        length -= count;
        std::memmove(bytes.get(), bytes.get() + count, length);
    }
};

void run(const pj::Input &, int, std::string &out)
{
    Text text;

    while (!text.empty() || text.read_more()) {
        const std::size_t newline = text.find('\n', 0);
        const std::size_t begin = newline + (newline != text.view().size());
        const std::size_t end = text.find('>', begin);

        out += text.view().substr(0, begin);
        append_lines(out, text.view().substr(begin, end - begin));
        text.remove_prefix(end);
    }
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(
        argc, argv,
        [](const pj::Input &) {
            pj::keep_input();
            return 0;
        },
        run);
}
