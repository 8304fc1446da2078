# SPDX-License-Identifier: MIT
"""The words of a text, counted in a dict and sorted: definition in ../README.md."""

import pj

# The generator and the checksum are written out in their loops: a call costs as much as
# what it would do.


def write_text(n, state):
    text = bytearray()
    append = text.append
    for i in range(n):
        state = k = state * 48271 % 2147483647
        k %= 20000
        state = state * 48271 % 2147483647
        b = state % 20000
        if b < k:
            k = b
        state = state * 48271 % 2147483647
        d = state % 20000
        if d < k:
            k = d

        # Three letters every word has, then up to four more.
        x = k * 7919 + 12345
        append((97 if i % 7 else 65) + x % 26)
        x //= 26
        append(97 + x % 26)
        x //= 26
        append(97 + x % 26)
        more = k % 5
        while more:
            x //= 26
            append(97 + x % 26)
            more -= 1

        if i % 11 == 10:
            append(44 if i % 22 == 10 else 46)
        append(10 if i % 13 == 12 else 32)
    return text


def count_words(text):
    """Return how many words there are in the text, and how many of each."""
    # A list, for the interpreter indexes none faster; "" for what is no letter.
    lower = [chr(byte).lower() if chr(byte).isalpha() and byte < 128 else "" for byte in range(256)]
    counts = {}
    tokens = 0
    word = ""
    for byte in text:
        if letter := lower[byte]:
            word += letter
        elif word:
            tokens += 1
            try:
                counts[word] += 1
            except KeyError:
                counts[word] = 1
            word = ""
    return tokens, counts


def report(length, tokens, counts):
    """Return the answer."""
    words = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    answer = [f"bytes {length}", f"tokens {tokens}", f"distinct {len(words)}"]
    answer += [f"{word} {count}" for word, count in words[:5]]
    check = 0
    for word, count in words:
        check = (check * 1000003 + count % 2147483647 + 1) % 2147483647
        for letter in word.encode():
            check = (check * 1000003 + letter % 2147483647 + 1) % 2147483647
    answer.append(f"check {check}\n")
    return "\n".join(answer)


def run(n, seed, text):
    return report(len(text), *count_words(text))


if __name__ == "__main__":
    pj.main(run, write_text)
