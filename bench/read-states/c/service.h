/* SPDX-License-Identifier: MIT
 * The service around a cache of read states: definition in ../README.md. Whoever includes this
 * has defined struct cache, and defines the functions declared here. */
#ifndef SERVICE_H
#define SERVICE_H

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct state {
    uint64_t user, channel, mentions, last;
};

enum {
    PERIOD_NS = 1000000,
    REQUESTS = 200,    /* a tick */
    SAMPLE = 8,        /* of so many requests one's latency is kept */
    WRITE_TICKS = 100, /* what was evicted is written so often */
    CAPACITY_MAX = 8000000,
    CHANNELS = 17
};

/* The file of evictions begins anew where it would become longer. */
static const off_t log_max = 64 << 20;

static void cache_open(struct cache *c, uint32_t capacity);
/* A new state at the front, while there is room. */
static struct state *cache_add(struct cache *c, uint64_t key);
/* The key's state, now at the front; NULL: there is none. */
static struct state *cache_use(struct cache *c, uint64_t key);
/* The state used longest ago. */
static struct state *cache_oldest(struct cache *c);
/* Its place is the key's from now on, at the front; its content is the caller's. */
static struct state *cache_replace_oldest(struct cache *c, uint64_t key);
/* CK over the states from the front on; all is freed. */
static uint32_t cache_close(struct cache *c);

static inline uint32_t check_state(uint32_t check, const struct state *s)
{
    check = pj_check(pj_check(check, s->user), s->channel);
    return pj_check(pj_check(check, s->mentions), s->last);
}

static inline uint64_t key_of(uint64_t user)
{
    return CHANNELS * user + user % CHANNELS;
}

/* What was evicted and is not yet written. */
struct evictions {
    struct state *waiting; /* room for all that WRITE_TICKS can bring */
    size_t count;
    uint64_t written, mentions;
    int fd;
    off_t at;
};

static _Noreturn void log_failed(void)
{
    fprintf(stderr, "cannot write what was evicted\n");
    exit(74);
}

/* A file without a name, in TMPDIR. */
static void evictions_open(struct evictions *e)
{
    const char *directory = getenv("TMPDIR");
    char path[4096];

    if (directory == NULL || *directory == '\0')
        directory = "/tmp";
    snprintf(path, sizeof(path), "%s/read-states-%ld", directory, (long)getpid());
    *e = (struct evictions){.waiting = pj_alloc(WRITE_TICKS * REQUESTS, sizeof(struct state))};
    e->fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (e->fd < 0 || unlink(path) < 0)
        log_failed();
}

static void evictions_write(struct evictions *e)
{
    const char *bytes = (const char *)e->waiting;
    size_t length = e->count * sizeof(*e->waiting);

    if (e->at + (off_t)length > log_max)
        e->at = 0;
    while (length > 0) {
        ssize_t n = pwrite(e->fd, bytes, length, e->at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            log_failed();
        bytes += n;
        length -= (size_t)n;
        e->at += n;
    }
    e->written += e->count;
    e->count = 0;
}

static inline void evict(struct evictions *e, const struct state *s)
{
    e->mentions += s->mentions;
    e->waiting[e->count++] = *s;
}

/* One request; whether its state was there. A mention counts, reading clears. */
static inline bool serve(struct cache *c, struct evictions *e, uint64_t user, bool mention,
                         uint64_t number)
{
    const uint64_t key = key_of(user);
    struct state *s = cache_use(c, key);
    const bool hit = s != NULL;

    if (!hit) {
        evict(e, cache_oldest(c));
        s = cache_replace_oldest(c, key);
        *s = (struct state){.user = user, .channel = user % CHANNELS};
    }
    s->mentions = mention ? s->mentions + 1 : 0;
    s->last = number;
    return hit;
}

static void fill(struct cache *c, uint32_t capacity)
{
    cache_open(c, capacity);
    for (uint32_t user = capacity; user-- > 0;)
        *cache_add(c, key_of(user)) = (struct state){.user = user, .channel = user % CHANNELS};
}

static void run(const struct pj_input *in, void *unused, struct pj_out *out)
{
    const uint64_t ticks = (uint64_t)in->n;
    const uint64_t wanted = ticks * ticks / 100;
    const uint32_t capacity = wanted < CAPACITY_MAX ? (uint32_t)wanted : CAPACITY_MAX;
    uint32_t seed = (uint32_t)in->seed;
    uint64_t number = 0, hits = 0;
    struct evictions e;
    struct cache c;

    (void)unused;
    fill(&c, capacity);
    evictions_open(&e);
    pj_pace(PERIOD_NS, ticks, REQUESTS / SAMPLE);
    for (uint64_t tick = 0; tick < ticks; tick++) {
        pj_await(tick);
        for (int i = 0; i < REQUESTS; i++) {
            const uint32_t a = pj_next(&seed), b = pj_next(&seed);
            const uint32_t user_a = a % (2 * capacity), user_b = b % (2 * capacity);
            hits += serve(&c, &e, user_a < user_b ? user_a : user_b, a % 2 == 0, ++number);
            if (number % SAMPLE == 0)
                pj_served();
        }
        if ((tick + 1) % WRITE_TICKS == 0)
            evictions_write(&e);
    }
    evictions_write(&e);
    close(e.fd);
    free(e.waiting);
    pj_printf(out,
              "hits %" PRIu64 "\nmisses %" PRIu64 "\npersisted %" PRIu64 "\nmentions %" PRIu64
              "\ncheck %" PRIu32 "\n",
              hits, number - hits, e.written, e.mentions, cache_close(&c));
}

#endif
