/* SPDX-License-Identifier: MIT
 * The protocol of runners/README.md for C++: arguments, one run or a steady series, the answer.
 */
#ifndef PJ_HPP
#define PJ_HPP

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

namespace pj
{

struct Input {
    std::int64_t n;
    std::int64_t seed;
};

/* The names of sysexits.h. */
enum Status {
    USAGE = 64,
    INPUT = 66,
    UNAVAILABLE = 69,
    SOFTWARE = 70,
    CONTROL = 71,
    OUTPUT = 74
};

inline bool write_all(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(fd, bytes.data(), bytes.size());
        if (written < 0 && errno != EINTR)
            return false;
        bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
    }
    return true;
}

[[noreturn]] inline void fail(Status status, const char *message)
{
    write_all(STDERR_FILENO, std::string(message) + "\n");
    std::exit(status);
}

/* In a steady series answers are compared, and stay in memory. */
inline bool steady = false;

/* Between parts of a long answer: in a single run a block or more of it is printed and is no
 * longer in memory. */
inline void flush(std::string &out)
{
    constexpr std::size_t block = 65536;

    if (steady || out.size() < block)
        return;
    if (!write_all(STDOUT_FILENO, out))
        fail(OUTPUT, "cannot write the answer");
    out.clear();
}

/* The generator G, minstd: 0 < state < 2147483647. */
inline std::uint32_t next(std::uint32_t &state)
{
    state = static_cast<std::uint32_t>(std::uint64_t{state} * 48271 % 2147483647);
    return state;
}

/* One step of the checksum CK, which begins at 0. */
inline std::uint32_t check(std::uint32_t hash, std::uint64_t value)
{
    return static_cast<std::uint32_t>((std::uint64_t{hash} * 1000003 + value % 2147483647 + 1) %
                                      2147483647);
}

namespace detail
{

/* What keep_input() read; parts are copies of it, from AT on. */
struct Kept {
    std::string bytes;
    std::size_t at = 0;
};

inline std::optional<Kept> kept;

} // namespace detail

/* For input that is taken by parts: the next bytes of it, at most SIZE, into ROOM. Returns
 * their number, 0 at the end. */
inline std::size_t read_part(char *room, std::size_t size)
{
    ssize_t got;

    if (detail::kept) {
        const std::size_t length = detail::kept->bytes.copy(room, size, detail::kept->at);
        detail::kept->at += length;
        return length;
    }
    do {
        got = ::read(STDIN_FILENO, room, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        fail(INPUT, "cannot read the input");
    return static_cast<std::size_t>(got);
}

/* All of standard input. A string is cleared before it is read into: a block at a time, while
 * it is in the cache. */
inline std::string read_input()
{
    constexpr std::size_t block = 65536;
    struct stat status = {};
    std::string bytes;

    if (::fstat(STDIN_FILENO, &status) == 0 && status.st_size > 0)
        bytes.reserve(static_cast<std::size_t>(status.st_size) + block);
    for (;;) {
        const std::size_t length = bytes.size();
        bytes.resize(length + block);
        const std::size_t got = read_part(bytes.data() + length, block);
        bytes.resize(length + got);
        if (got == 0)
            return bytes;
    }
}

/* In setup, where run takes the input by parts: in a steady series, which reads its input once,
 * all of it is read and kept, and each iteration begins at its start. */
inline void keep_input()
{
    if (steady)
        detail::kept = detail::Kept{read_input()};
}

namespace detail
{

/* Digits alone, up to MAX. */
inline std::optional<std::int64_t> parse_decimal(std::string_view text, std::int64_t max)
{
    std::int64_t value = 0;

    if (text.empty())
        return std::nullopt;
    for (const char c : text) {
        const int digit = c - '0';
        if (digit < 0 || digit > 9 || value > (max - digit) / 10)
            return std::nullopt;
        value = value * 10 + digit;
    }
    return value;
}

inline Input parse_arguments(int argc, char **argv)
{
    const auto n = argc == 2 || argc == 3 ? parse_decimal(argv[1], INT64_MAX) : std::nullopt;
    if (!n)
        fail(USAGE, "usage: program N [SEED]");
    const auto seed = argc == 3 ? parse_decimal(argv[2], 2147483646) : std::int64_t{42};
    if (!seed || *seed == 0)
        fail(USAGE, "SEED is a number from 1 to 2147483646");
    return {*n, *seed};
}

/* The two descriptors of POLYJOULE_CONTROL. */
struct Control {
    int from;
    int to;

    char read() const
    {
        char command;
        ssize_t got;

        do {
            got = ::read(from, &command, 1);
        } while (got < 0 && errno == EINTR);
        if (got != 1)
            fail(CONTROL, "POLYJOULE_CONTROL ended before q");
        return command;
    }

    void send(char event) const
    {
        if (!write_all(to, {&event, 1}))
            fail(CONTROL, "cannot write to POLYJOULE_CONTROL");
    }
};

inline Control parse_control(std::string_view text)
{
    const auto comma = text.find(',');
    const auto from = parse_decimal(text.substr(0, comma), INT_MAX);
    const auto to =
        comma == text.npos ? std::nullopt : parse_decimal(text.substr(comma + 1), INT_MAX);
    if (!from || !to)
        fail(USAGE, "POLYJOULE_CONTROL is not two descriptors");
    return {static_cast<int>(*from), static_cast<int>(*to)};
}

inline void print_answer(const std::string &answer)
{
    if (!write_all(STDOUT_FILENO, answer))
        fail(OUTPUT, "cannot write the answer");
}

template <class State, class Run>
void iterate(const Control &control, const Input &in, State &state, Run &run)
{
    std::string first, answer;
    bool have_first = false;
    char command;

    std::signal(SIGPIPE, SIG_IGN); /* a reader that is gone is an exit status, not a signal */
    control.send('r');
    while ((command = control.read()) == 'g') {
        std::string &out = have_first ? answer : first;
        out.clear();
        if (kept)
            kept->at = 0;
        run(in, state, out);
        control.send('d');
        if (have_first && answer != first)
            fail(SOFTWARE, "two iterations gave different answers");
        have_first = true;
    }
    if (command != 'q')
        fail(CONTROL, "POLYJOULE_CONTROL sent neither g nor q");
    print_answer(first);
}

} // namespace detail

/* Everything but the workload. setup(in) makes the input once; run(in, state, out) is one whole
 * iteration and appends the answer's bytes to OUT. */
template <class Setup, class Run> int main(int argc, char **argv, Setup setup, Run run)
try {
    const Input in = detail::parse_arguments(argc, argv);
    const char *text = std::getenv("POLYJOULE_CONTROL");
    const auto control = text != nullptr ? detail::parse_control(text) : detail::Control{};
    steady = text != nullptr;
    auto state = setup(in);

    if (text != nullptr) {
        detail::iterate(control, in, state, run);
        return 0;
    }
    std::string answer;
    run(in, state, answer);
    detail::print_answer(answer);
    return 0;
} catch (const std::bad_alloc &) {
    fail(UNAVAILABLE, "out of memory");
}

/* The same where there is nothing to set up: run(in, out). */
template <class Run> int main(int argc, char **argv, Run run)
{
    return main(
        argc, argv, [](const Input &) { return 0; },
        [&run](const Input &in, int &, std::string &out) { run(in, out); });
}

} // namespace pj

#endif
