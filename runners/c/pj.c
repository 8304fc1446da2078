/* SPDX-License-Identifier: MIT
 * The protocol of runners/README.md: arguments, one run or a steady series, the answer. */
#define _POSIX_C_SOURCE 200809L

#include "pj.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* The names of sysexits.h. */
enum { USAGE = 64, INPUT = 66, UNAVAILABLE = 69, SOFTWARE = 70, CONTROL = 71, OUTPUT = 74 };

/* Printing less at once costs more calls of the kernel. */
enum { BLOCK = 65536 };

static bool steady;

struct pj_out {
    unsigned char *bytes;
    size_t length;
    size_t capacity;
};

static _Noreturn void fail(int status, const char *message)
{
    dprintf(STDERR_FILENO, "%s\n", message);
    exit(status);
}

void pj_out_of_memory(void)
{
    fail(UNAVAILABLE, "out of memory");
}

unsigned char *pj_reserve(struct pj_out *out, size_t length)
{
    if (length > out->capacity - out->length) {
        if (length > PTRDIFF_MAX / 2 - out->length)
            pj_out_of_memory();
        size_t capacity = out->capacity * 2;
        if (capacity < out->length + length)
            capacity = out->length + length;
        unsigned char *bytes = realloc(out->bytes, capacity);
        if (bytes == NULL)
            pj_out_of_memory();
        out->bytes = bytes;
        out->capacity = capacity;
    }
    unsigned char *room = out->bytes + out->length;
    out->length += length;
    return room;
}

void pj_put(struct pj_out *out, const void *bytes, size_t length)
{
    if (length != 0)
        memcpy(pj_reserve(out, length), bytes, length);
}

void pj_printf(struct pj_out *out, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        fail(SOFTWARE, "cannot format the answer");

    /* The terminating NUL needs room and is not part of the answer. */
    char *room = (char *)pj_reserve(out, (size_t)length + 1);
    va_start(arguments, format);
    vsnprintf(room, (size_t)length + 1, format, arguments);
    va_end(arguments);
    out->length--;
}

/* A file is read into memory of its size, and one byte more, where its end is found. */
unsigned char *pj_read(size_t *length)
{
    struct stat status;
    size_t capacity = fstat(STDIN_FILENO, &status) == 0 && status.st_size > 0
                          ? (size_t)status.st_size + 1
                          : 65536;
    unsigned char *bytes = pj_alloc(capacity, 1);
    ssize_t n;

    for (*length = 0;; *length += (size_t)n) {
        if (*length == capacity) {
            capacity *= 2;
            if ((bytes = realloc(bytes, capacity)) == NULL)
                pj_out_of_memory();
        }
        n = read(STDIN_FILENO, bytes + *length, capacity - *length);
        if (n == 0)
            return bytes;
        if (n < 0 && errno != EINTR)
            fail(INPUT, "cannot read the input");
        n = n < 0 ? 0 : n;
    }
}

/* What pj_keep_input() read; parts are copies of it. */
static struct {
    unsigned char *bytes;
    size_t length;
    size_t at;
} kept;

void pj_keep_input(void)
{
    if (steady)
        kept.bytes = pj_read(&kept.length);
}

size_t pj_read_part(void *room, size_t size)
{
    ssize_t n;

    if (kept.bytes != NULL) {
        if (size > kept.length - kept.at)
            size = kept.length - kept.at;
        memcpy(room, kept.bytes + kept.at, size);
        kept.at += size;
        return size;
    }
    do {
        n = read(STDIN_FILENO, room, size);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        fail(INPUT, "cannot read the input");
    return (size_t)n;
}

static bool write_all(int fd, const unsigned char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, bytes, length);
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return false;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return true;
}

static void print_answer(const struct pj_out *answer)
{
    if (!write_all(STDOUT_FILENO, answer->bytes, answer->length))
        fail(OUTPUT, "cannot write the answer");
}

void pj_flush(struct pj_out *out)
{
    if (steady || out->length < BLOCK)
        return;
    print_answer(out);
    out->length = 0;
}

/* Digits alone, up to MAX, then STOP: where that is, or NULL. */
static const char *parse_decimal(const char *text, char stop, int64_t max, int64_t *value)
{
    const char *start = text;

    *value = 0;
    for (; *text >= '0' && *text <= '9'; text++) {
        int digit = *text - '0';
        if (*value > (max - digit) / 10)
            return NULL;
        *value = *value * 10 + digit;
    }
    return text != start && *text == stop ? text : NULL;
}

static struct pj_input parse_arguments(int argc, char **argv)
{
    struct pj_input in = {.seed = 42};

    if (argc < 2 || argc > 3 || parse_decimal(argv[1], '\0', INT64_MAX, &in.n) == NULL)
        fail(USAGE, "usage: program N [SEED]");
    if (argc == 3 &&
        (parse_decimal(argv[2], '\0', 2147483646, &in.seed) == NULL || in.seed == 0))
        fail(USAGE, "SEED is a number from 1 to 2147483646");
    return in;
}

/* The latencies asked for by POLYJOULE_LATENCY as they are handed over: SERIES_HEADER words,
 * then one for each latency. */
enum { SERIES_PERIOD, SERIES_PER_TICK, SERIES_HEADER };

static struct {
    bool asked;
    int to;
    uint64_t *words; /* NULL: not paced */
    size_t length, capacity;
    uint64_t start_ns, due_ns;
    int64_t stall_tick, stall_ms; /* POLYJOULE_STALL; -1: none */
} series = {.stall_tick = -1};

static uint64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail */
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

static void sleep_until(uint64_t ns)
{
    const struct timespec until = {(time_t)(ns / 1000000000), (long)(ns % 1000000000)};

    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
        ;
}

static void parse_latency(void)
{
    const char *to = getenv("POLYJOULE_LATENCY"), *stall = getenv("POLYJOULE_STALL");
    int64_t fd = 0;

    if (to == NULL || steady)
        return;
    if (parse_decimal(to, '\0', INT_MAX, &fd) == NULL)
        fail(USAGE, "POLYJOULE_LATENCY is not a descriptor");
    series.asked = true;
    series.to = (int)fd;
    if (stall == NULL)
        return;
    stall = parse_decimal(stall, ',', INT32_MAX, &series.stall_tick);
    if (stall == NULL || parse_decimal(stall + 1, '\0', INT32_MAX, &series.stall_ms) == NULL)
        fail(USAGE, "POLYJOULE_STALL is not a tick and milliseconds");
}

void pj_pace(uint64_t period_ns, uint64_t ticks, uint64_t per_tick)
{
    if (!series.asked)
        return;
    series.capacity = SERIES_HEADER + ticks * per_tick;
    series.words = pj_alloc(series.capacity, sizeof(*series.words));
    /* Written once, so that no page of it is new while the service runs. */
    memset(series.words, 0xff, series.capacity * sizeof(*series.words));
    series.words[SERIES_PERIOD] = period_ns;
    series.words[SERIES_PER_TICK] = per_tick;
    series.length = SERIES_HEADER;
    series.start_ns = now_ns();
}

void pj_await(uint64_t tick)
{
    if (series.words == NULL)
        return;
    series.due_ns = series.start_ns + tick * series.words[SERIES_PERIOD];
    if (series.due_ns > now_ns())
        sleep_until(series.due_ns);
    if ((int64_t)tick == series.stall_tick)
        sleep_until(now_ns() + (uint64_t)series.stall_ms * 1000000);
}

void pj_served(void)
{
    if (series.words == NULL)
        return;
    if (series.length == series.capacity)
        fail(SOFTWARE, "more latencies than there is room for");
    series.words[series.length++] = now_ns() - series.due_ns;
}

/* In the machine's byte order, which is little-endian wherever the harness runs. */
static void hand_over_series(void)
{
    const unsigned char *bytes = (const unsigned char *)series.words;

    if (series.words != NULL &&
        !write_all(series.to, bytes, series.length * sizeof(*series.words)))
        fail(OUTPUT, "cannot hand over the latencies");
    free(series.words);
}

/* The two descriptors of POLYJOULE_CONTROL. */
struct control {
    int from;
    int to;
};

static struct control parse_control(const char *text)
{
    int64_t from = 0, to = 0;
    const char *comma = parse_decimal(text, ',', INT_MAX, &from);

    if (comma == NULL || parse_decimal(comma + 1, '\0', INT_MAX, &to) == NULL)
        fail(USAGE, "POLYJOULE_CONTROL is not two descriptors");
    return (struct control){.from = (int)from, .to = (int)to};
}

static char read_command(const struct control *control)
{
    char command;
    ssize_t got;

    do {
        got = read(control->from, &command, 1);
    } while (got < 0 && errno == EINTR);
    if (got != 1)
        fail(CONTROL, "POLYJOULE_CONTROL ended before q");
    return command;
}

static void send_event(const struct control *control, char event)
{
    if (!write_all(control->to, (const unsigned char *)&event, 1))
        fail(CONTROL, "cannot write to POLYJOULE_CONTROL");
}

static void iterate(const struct pj_program *program, const struct pj_input *in, void *state,
                    const struct control *control)
{
    struct pj_out first = {0}, answer = {0};
    bool have_first = false;
    char command;

    signal(SIGPIPE, SIG_IGN); /* a reader that is gone is an exit status, not a signal */
    send_event(control, 'r');
    while ((command = read_command(control)) == 'g') {
        struct pj_out *out = have_first ? &answer : &first;
        out->length = 0;
        kept.at = 0;
        program->run(in, state, out);
        send_event(control, 'd');
        if (have_first && (answer.length != first.length ||
                           memcmp(answer.bytes, first.bytes, first.length) != 0))
            fail(SOFTWARE, "two iterations gave different answers");
        have_first = true;
    }
    if (command != 'q')
        fail(CONTROL, "POLYJOULE_CONTROL sent neither g nor q");
    print_answer(&first);
    free(first.bytes);
    free(answer.bytes);
    free(kept.bytes);
}

static void run_once(const struct pj_program *program, const struct pj_input *in, void *state)
{
    struct pj_out answer = {0};

    program->run(in, state, &answer);
    print_answer(&answer);
    free(answer.bytes);
}

int pj_main(int argc, char **argv, const struct pj_program *program)
{
    const struct pj_input in = parse_arguments(argc, argv);
    const char *text = getenv("POLYJOULE_CONTROL");
    const struct control control = text != NULL ? parse_control(text) : (struct control){0};
    steady = text != NULL;
    parse_latency();
    void *state = program->setup != NULL ? program->setup(&in) : NULL;

    if (text != NULL)
        iterate(program, &in, state, &control);
    else
        run_once(program, &in, state);
    hand_over_series();
    if (program->finish != NULL)
        program->finish(state);
    return 0;
}
