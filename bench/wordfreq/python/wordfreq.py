# SPDX-License-Identifier: MIT
"""The words of a text, counted in a dict and sorted: definition in ../README.md."""

import pj

# The generator and the checksum are written out in their loops: a call costs as much as
# what it would do. No count and no letter reaches the checksum's modulus.

BLOCK = 1 << 16
TURNS = [range(n) for n in range(5)]  # made once: a call of range costs as much as a turn


def write_text(n, state):
    text = bytearray()
    append = text.append
    for i in range(n):
        state = state * 48271 % 2147483647
        k = state % 20000
        state = state * 48271 % 2147483647
        if (other := state % 20000) < k:
            k = other
        state = state * 48271 % 2147483647
        if (other := state % 20000) < k:
            k = other

        # Three letters every word has, then up to four more.
        x = k * 7919 + 12345
        append((97 if i % 7 else 65) + x % 26)
        x //= 26
        append(97 + x % 26)
        x //= 26
        append(97 + x % 26)
        for _ in TURNS[k % 5]:
            x //= 26
            append(97 + x % 26)

        if i % 11 == 10:
            append(44 if i % 22 == 10 else 46)
        append(10 if i % 13 == 12 else 32)
    return text


def count_words(text):
    """Return how many words there are in the text, and how many of each."""
    # A block at a time in lower case, a space for what is no letter.
    spaced = bytes(byte | 32 if chr(byte).isalpha() and byte < 128 else 32 for byte in range(256))
    counts = {}
    get = counts.get
    begin = 0
    while begin < len(text):
        # A block ends behind a word.
        end = begin + BLOCK
        while end < len(text) and spaced[text[end - 1]] != 32:
            end += 1
        low = text[begin:end].translate(spaced).decode() + " "
        begin = end
        find = low.find
        at = 0
        while (stop := find(" ", at)) >= 0:
            if stop > at:
                word = low[at:stop]
                counts[word] = get(word, 0) + 1
            at = stop + 1
    return sum(counts.values()), counts


def report(length, tokens, counts):
    """Return the answer."""
    words = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    answer = [f"bytes {length}", f"tokens {tokens}", f"distinct {len(words)}"]
    answer += [f"{word} {count}" for word, count in words[:5]]
    check = 0
    for word, count in words:
        check = (check * 1000003 + count + 1) % 2147483647
        for letter in word.encode():
            check = (check * 1000003 + letter + 1) % 2147483647
    answer.append(f"check {check}\n")
    return "\n".join(answer)


def run(n, seed, text):
    return report(len(text), *count_words(text))


if __name__ == "__main__":
    pj.main(run, write_text)
