/* SPDX-License-Identifier: MIT
 * SHA-256 of a digest written twice, again and again: definition in ../README.md. */
#include <algorithm>
#include <array>
#include <bit>
#include <span>

#include "pj.hpp"

namespace
{

constexpr std::size_t BLOCK = 64, DIGEST = 32, LENGTH = 8;

using Digest = std::array<unsigned char, DIGEST>;
using State = std::array<std::uint32_t, 8>;
using Words = std::array<std::uint32_t, 16>;

constexpr std::array<std::uint32_t, 64> constants = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
    0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
    0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
    0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
    0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
    0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
    0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
    0xc67178f2,
};

std::uint32_t load(const unsigned char *bytes)
{
    return std::uint32_t{bytes[0]} << 24 | std::uint32_t{bytes[1]} << 16 |
           std::uint32_t{bytes[2]} << 8 | bytes[3];
}

void store(unsigned char *bytes, std::uint32_t word)
{
    bytes[0] = static_cast<unsigned char>(word >> 24);
    bytes[1] = static_cast<unsigned char>(word >> 16);
    bytes[2] = static_cast<unsigned char>(word >> 8);
    bytes[3] = static_cast<unsigned char>(word);
}

/* Word I of the next 16, which takes the place of the one 16 before it. */
inline std::uint32_t schedule(Words &w, std::size_t i)
{
    const std::uint32_t x = w[(i + 1) & 15], y = w[(i + 14) & 15];

    w[i] += (std::rotr(y, 17) ^ std::rotr(y, 19) ^ y >> 10) + w[(i + 9) & 15] +
            (std::rotr(x, 7) ^ std::rotr(x, 18) ^ x >> 3);
    return w[i];
}

/* ch takes three operations and maj too: a ^ b is the next round's b ^ c, which a compiler
 * sees. */
inline void step(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t &d,
                 std::uint32_t e, std::uint32_t f, std::uint32_t g, std::uint32_t &h,
                 std::uint32_t word)
{
    h += word;
    h += g ^ (e & (f ^ g));
    h += std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
    d += h;
    h += b ^ ((a ^ b) & (b ^ c));
    h += std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
}

/* The variables are named anew in each round, so that none need move; after eight rounds each
 * has its name again. All 64 rounds stand in compress(), so that each constant is a part of its
 * instruction and each word of w a variable. A macro, for g++ keeps in memory what a lambda
 * refers to. */
#define EIGHT(word, t)                                                                         \
    step(a, b, c, d, e, f, g, h, word(t));                                                     \
    step(h, a, b, c, d, e, f, g, word(t + 1));                                                 \
    step(g, h, a, b, c, d, e, f, word(t + 2));                                                 \
    step(f, g, h, a, b, c, d, e, word(t + 3));                                                 \
    step(e, f, g, h, a, b, c, d, word(t + 4));                                                 \
    step(d, e, f, g, h, a, b, c, word(t + 5));                                                 \
    step(c, d, e, f, g, h, a, b, word(t + 6));                                                 \
    step(b, c, d, e, f, g, h, a, word(t + 7))
#define GIVEN(t) constants[t] + (w[t] = load(block + 4 * (t)))
#define MADE(t) constants[t] + schedule(w, (t) % 16)

void compress(State &state, const unsigned char *block)
{
    std::uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    std::uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    Words w;

    EIGHT(GIVEN, 0);
    EIGHT(GIVEN, 8);
    EIGHT(MADE, 16);
    EIGHT(MADE, 24);
    EIGHT(MADE, 32);
    EIGHT(MADE, 40);
    EIGHT(MADE, 48);
    EIGHT(MADE, 56);
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
}

Digest sha256(std::span<const unsigned char> message)
{
    State state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                   0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    const auto rest = message.last(message.size() % BLOCK);
    const std::size_t end = rest.size() < BLOCK - LENGTH ? BLOCK : 2 * BLOCK;
    const std::uint64_t bits = std::uint64_t{message.size()} * 8;
    unsigned char last[2 * BLOCK] = {};
    Digest digest;

    for (std::size_t i = 0; i + BLOCK <= message.size(); i += BLOCK)
        compress(state, message.data() + i);
    std::copy(rest.begin(), rest.end(), last);
    last[rest.size()] = 0x80;
    store(last + end - 8, static_cast<std::uint32_t>(bits >> 32));
    store(last + end - 4, static_cast<std::uint32_t>(bits));
    for (std::size_t i = 0; i < end; i += BLOCK)
        compress(state, last + i);
    for (std::size_t i = 0; i < state.size(); i++)
        store(digest.data() + 4 * i, state[i]);
    return digest;
}

void run(const pj::Input &in, std::string &out)
{
    constexpr std::array<unsigned char, 4> seed = {'r', 'a', 'p', 'l'};
    Digest digest = sha256(seed);

    for (std::int64_t i = 0; i < in.n; i++) {
        std::array<unsigned char, 2 * DIGEST> message;

        std::copy(digest.begin(), digest.end(), message.begin());
        std::copy(digest.begin(), digest.end(), message.begin() + DIGEST);
        digest = sha256(message);
    }
    out += "digest ";
    for (const unsigned char byte : digest) {
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 15];
    }
    out += '\n';
}

} // namespace

int main(int argc, char **argv)
{
    return pj::main(argc, argv, run);
}
