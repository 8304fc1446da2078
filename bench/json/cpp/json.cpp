/* SPDX-License-Identifier: MIT
 * A JSON text parsed into a tree, walked, written again and dropped: definition in
 * ../README.md.
 */
#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <new>

#include "pj.hpp"

namespace
{

using std::int64_t, std::size_t, std::uint32_t;

constexpr int RECORDS = 2000;
constexpr uint32_t FIRST_ROOM = 2, SECOND_ROOM = 8;

enum class Kind : uint32_t { NOTHING, FALSE, TRUE, NUMBER, STRING, ARRAY, OBJECT, KINDS };

struct Pair;

/* A node of 16 bytes that owns what is below it: with std::variant and std::vector it has 32,
 * and the program takes 0.8 MB and a tenth of the time more. */
struct Value {
    Kind kind = Kind::NOTHING;
    uint32_t length = 0; /* a string's bytes, an array's elements, an object's pairs */
    union {
        int64_t number = 0;
        char *bytes; /* decoded; no NUL follows */
        Value *items;
        Pair *pairs;
    };

    Value() = default;

    Value(Value &&other) noexcept
        : kind(std::exchange(other.kind, Kind::NOTHING)), length(other.length),
          number(other.number)
    {
    }

    ~Value();
};

struct Pair {
    Value value;
    Value key;
};

template <class T> void destroy(T *vector, uint32_t count)
{
    std::destroy_n(vector, count);
    std::free(vector);
}

Value::~Value()
{
    switch (kind) {
    case Kind::STRING:
        std::free(bytes);
        break;
    case Kind::ARRAY:
        destroy(items, length);
        break;
    case Kind::OBJECT:
        destroy(pairs, length);
        break;
    default:
        break;
    }
}

/* OLD, a piece of memory or null, made SIZE bytes long. From malloc, not operator new: a vector
 * then grows where it stands, and what it owns need not be told. */
inline void *resize(void *old, size_t size)
{
    void *memory = old == nullptr ? std::malloc(size) : std::realloc(old, size);
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}

/* Adds an element to a VECTOR of COUNT; it has room for 2, 8, 16, 32 ... */
template <class T> T &add(T *&vector, uint32_t &count)
{
    size_t room = 0;

    if (count == 0)
        room = FIRST_ROOM;
    else if (count == FIRST_ROOM)
        room = SECOND_ROOM;
    else if (count >= SECOND_ROOM && std::has_single_bit(count))
        room = 2 * size_t{count};
    if (room != 0)
        vector = static_cast<T *>(resize(static_cast<void *>(vector), room * sizeof(T)));
    return *new (vector + count++) T;
}

[[noreturn]] void fail(const char *message)
{
    pj::fail(pj::SOFTWARE, message);
}

inline bool is_plain(char c)
{
    return static_cast<unsigned char>(c) >= ' ' && c != '"' && c != '\\';
}

char unescape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        fail("no such escape");
    }
}

/* Each function reads what begins at AT and leaves AT behind it. The text's NUL is no part of
 * any value, so that nothing need ask for the end. */
class Parser
{
  public:
    explicit Parser(const std::string &text) : at(text.c_str())
    {
    }

    Value parse()
    {
        Value tree;

        skip_space();
        parse_value(tree);
        skip_space();
        if (*at != '\0')
            fail("something follows the value");
        return tree;
    }

  private:
    const char *at;

    void skip_space()
    {
        while (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')
            at++;
    }

    bool take(char c)
    {
        if (*at != c)
            return false;
        at++;
        return true;
    }

    void parse_value(Value &out)
    {
        switch (*at) {
        case '{':
            parse_object(out);
            break;
        case '[':
            parse_array(out);
            break;
        case '"':
            parse_string(out);
            break;
        case 't':
            parse_word("true");
            out.kind = Kind::TRUE;
            break;
        case 'f':
            parse_word("false");
            out.kind = Kind::FALSE;
            break;
        case 'n':
            parse_word("null");
            break;
        default:
            out.kind = Kind::NUMBER;
            out.number = parse_number();
        }
    }

    void parse_word(std::string_view word)
    {
        if (std::strncmp(at, word.data(), word.size()) != 0)
            fail("no such word");
        at += word.size();
    }

    int64_t parse_number()
    {
        const bool negative = take('-');
        const char *start = at;
        int64_t number = 0;

        for (; *at >= '0' && *at <= '9'; at++) {
            const int digit = *at - '0';
            if (__builtin_mul_overflow(number, 10, &number) ||
                __builtin_add_overflow(number, negative ? -digit : digit, &number))
                fail("a number has more than 64 bits");
        }
        if (at == start || (*start == '0' && at > start + 1))
            fail("not a number");
        return number;
    }

    /* The string's end, its quote, or a character that may not be in it. */
    static const char *find_end(const char *from)
    {
        for (;;) {
            while (is_plain(*from))
                from++;
            if (*from != '\\' || from[1] == '\0')
                return from;
            from += 2;
        }
    }

    void parse_string(Value &out)
    {
        const char *start = ++at;

        while (is_plain(*at))
            at++;
        const char *end = find_end(at);
        if (*end != '"')
            fail("a string does not end");
        out.bytes = static_cast<char *>(resize(nullptr, static_cast<size_t>(end - start)));
        out.kind = Kind::STRING;
        char *to = std::copy(start, at, out.bytes);
        while (at < end) {
            const char c = *at++;
            *to++ = c != '\\' ? c : unescape(*at++);
        }
        at++;
        out.length = static_cast<uint32_t>(to - out.bytes);
    }

    void parse_array(Value &out)
    {
        out.kind = Kind::ARRAY;
        out.items = nullptr;
        at++;
        skip_space();
        if (take(']'))
            return;
        do {
            skip_space();
            parse_value(add(out.items, out.length));
            skip_space();
        } while (take(','));
        if (!take(']'))
            fail("an array does not end");
    }

    void parse_pair(Pair &out)
    {
        if (*at != '"')
            fail("a pair has no key");
        parse_string(out.key);
        skip_space();
        if (!take(':'))
            fail("a pair has no value");
        skip_space();
        parse_value(out.value);
    }

    void parse_object(Value &out)
    {
        out.kind = Kind::OBJECT;
        out.pairs = nullptr;
        at++;
        skip_space();
        if (take('}'))
            return;
        do {
            skip_space();
            parse_pair(add(out.pairs, out.length));
            skip_space();
        } while (take(','));
        if (!take('}'))
            fail("an object does not end");
    }
};

struct Counts {
    std::array<int64_t, static_cast<size_t>(Kind::KINDS)> values{};
    int64_t sum = 0;
    int64_t string_bytes = 0;

    int64_t &operator[](Kind kind)
    {
        return values[static_cast<size_t>(kind)];
    }

    void walk(const Value &value)
    {
        (*this)[value.kind]++;
        switch (value.kind) {
        case Kind::NUMBER:
            sum += value.number;
            break;
        case Kind::STRING:
            string_bytes += value.length;
            break;
        case Kind::ARRAY:
            for (uint32_t i = 0; i < value.length; i++)
                walk(value.items[i]);
            break;
        case Kind::OBJECT:
            for (uint32_t i = 0; i < value.length; i++)
                walk(value.pairs[i].value);
            break;
        default:
            break;
        }
    }
};

/* After a backslash: what stands for C. */
char escape(char c)
{
    switch (c) {
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return c;
    }
}

class Writer
{
  public:
    std::string_view text() const
    {
        return {bytes.get(), length};
    }

    void clear()
    {
        length = 0;
    }

    void write(const Value &value)
    {
        switch (value.kind) {
        case Kind::NOTHING:
            put("null");
            break;
        case Kind::FALSE:
            put("false");
            break;
        case Kind::TRUE:
            put("true");
            break;
        case Kind::NUMBER:
            write_number(value.number);
            break;
        case Kind::STRING:
            write_string(value);
            break;
        case Kind::ARRAY:
            write_array(value);
            break;
        default:
            write_object(value);
        }
    }

  private:
    std::unique_ptr<char[]> bytes;
    size_t length = 0;
    size_t capacity = 0;

    void write_number(int64_t number)
    {
        char *to = room(20);
        length += static_cast<size_t>(std::to_chars(to, to + 20, number).ptr - to);
    }

    void write_string(const Value &string)
    {
        const char *from = string.bytes;
        const char *const end = from + string.length;
        char *const start = room(2 * size_t{string.length} + 2);
        char *to = start;

        *to++ = '"';
        for (; from < end; from++) {
            if (!is_plain(*from))
                *to++ = '\\';
            *to++ = is_plain(*from) ? *from : escape(*from);
        }
        *to++ = '"';
        length += static_cast<size_t>(to - start);
    }

    void write_array(const Value &array)
    {
        put('[');
        for (uint32_t i = 0; i < array.length; i++) {
            if (i != 0)
                put(',');
            write(array.items[i]);
        }
        put(']');
    }

    void write_object(const Value &object)
    {
        put('{');
        for (uint32_t i = 0; i < object.length; i++) {
            if (i != 0)
                put(',');
            write_string(object.pairs[i].key);
            put(':');
            write(object.pairs[i].value);
        }
        put('}');
    }

    /* Where COUNT more bytes may be written; what was written is then added to the length. */
    char *room(size_t count)
    {
        if (count > capacity - length) {
            capacity = 2 * capacity + count;
            auto wider = std::make_unique_for_overwrite<char[]>(capacity);
            std::copy(bytes.get(), bytes.get() + length, wider.get());
            bytes = std::move(wider);
        }
        return bytes.get() + length;
    }

    void put(std::string_view s)
    {
        std::copy(s.begin(), s.end(), room(s.size()));
        length += s.size();
    }

    void put(char c)
    {
        *room(1) = c;
        length++;
    }
};

std::string record(int i, uint32_t &seed)
{
    const auto number = [](auto x) { return std::to_string(x); };
    const uint32_t a = pj::next(seed), b = pj::next(seed), c = pj::next(seed);
    const int score = static_cast<int>(b % 2000001) - 1000000;

    std::string s = "{\"id\":";
    s.append(number(i)).append(",\"name\":\"user").append(number(a % 1000));
    s.append("\",\"score\":").append(number(score));
    s.append(",\"active\":").append(c % 2 == 0 ? "true" : "false");
    s.append(",\"ref\":").append(c % 5 == 0 ? "null" : number(a % 97));
    s.append(",\"tags\":[\"t").append(number(a % 10)).append("\",\"t").append(number(b % 10));
    s.append("\"],\"pos\":{\"x\":")
        .append(number(b % 640))
        .append(",\"y\":")
        .append(number(c % 480));
    s.append("},\"note\":\"line\\n\\\"q").append(number(c % 100)).append("\\\"\\t\\\\end\"}");
    return s;
}

std::string setup(const pj::Input &in)
{
    auto seed = static_cast<uint32_t>(in.seed);
    std::string text;

    text.reserve(150 * RECORDS);

    for (int i = 0; i < RECORDS; i++)
        text.append(i == 0 ? "[" : ",").append(record(i, seed));
    text += "]";
    return text;
}

void run(const pj::Input &in, const std::string &text, std::string &out)
{
    Writer written;
    Counts n;
    uint32_t check = 0;

    for (int64_t round = 0; round < in.n; round++) {
        const Value tree = Parser(text).parse();
        n.walk(tree);
        written.clear();
        written.write(tree);
        if (written.text() != text)
            fail("what was written is not what was read");
    }
    for (const char c : text)
        check = pj::check(check, static_cast<unsigned char>(c));
    const auto line = [&out](const char *name, auto value) {
        out.append(name).append(" ").append(std::to_string(value)).append("\n");
    };
    line("bytes", text.size());
    line("objects", n[Kind::OBJECT]);
    line("arrays", n[Kind::ARRAY]);
    line("strings", n[Kind::STRING]);
    line("ints", n[Kind::NUMBER]);
    out.append("bools ").append(std::to_string(n[Kind::TRUE])).append(" ");
    out.append(std::to_string(n[Kind::FALSE])).append("\n");
    line("nulls", n[Kind::NOTHING]);
    line("sum", n.sum);
    line("strbytes", n.string_bytes);
    line("check", check);
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, setup, run);
}
