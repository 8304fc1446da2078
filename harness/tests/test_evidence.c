/* SPDX-License-Identifier: MIT
 * Tests of the certificate's judgement on invented readings of two packages, each loaded in
 * turn. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "energy/evidence.h"
#include "suite.h"

enum { PKG0, CORES0, UNCORE0, DRAM0, PKG1, DRAM1, PSYS, CHANNELS };

static const struct meter_channel channels[CHANNELS] = {
    [PKG0] = {.domain = METER_PACKAGE, .package = 0},
    [CORES0] = {.domain = METER_CORES, .package = 0},
    [UNCORE0] = {.domain = METER_UNCORE, .package = 0},
    [DRAM0] = {.domain = METER_DRAM, .package = 0},
    [PKG1] = {.domain = METER_PACKAGE, .package = 1},
    [DRAM1] = {.domain = METER_DRAM, .package = 1},
    [PSYS] = {.domain = METER_PSYS, .package = 0},
};

/* How a channel behaves; a machine is CHANNELS of them. */
struct model {
    double idle_w, load_w;   /* load_w: more, while its package is loaded */
    double tick_ms, step_nj; /* 0: 1 ms, 61035 nJ */
    double freeze_ms;        /* 0: never */
    double back_mj, back_every_ms;
    int copy; /* shows that channel's counter, plus 1 */
    int late; /* of 10 readings so many come 8 ms after those of the other channels */
};

struct trial {
    struct model model[CHANNELS];
    double true_nj[CHANNELS], shown_nj[CHANNELS];
    double time_ms;
    struct evidence evidence;
    struct meter_channel channel[CHANNELS];
    struct certificate certificate;
};

static struct trial *healthy(void)
{
    struct trial *t = mem_alloc(1, sizeof(*t));
    static const struct model models[CHANNELS] = {
        [PKG0] = {.idle_w = 10, .load_w = 15},
        [CORES0] = {.idle_w = 0.2, .load_w = 13},
        [UNCORE0] = {.idle_w = 0},
        [DRAM0] = {.idle_w = 2, .load_w = 1},
        [PKG1] = {.idle_w = 10.1, .load_w = 15},
        [DRAM1] = {.idle_w = 2, .load_w = 1},
        [PSYS] = {.idle_w = 40, .load_w = 17},
    };

    memcpy(t->model, models, sizeof(models));
    memcpy(t->channel, channels, sizeof(channels));
    t->evidence.channel = t->channel;
    t->evidence.channels = CHANNELS;
    t->evidence.tick_ns = NS_PER_MS;
    return t;
}

/* What a counter shows of its true energy at the last of its ticks. */
static double shown(const struct trial *t, int i)
{
    const struct model *m = &t->model[i];
    double step = m->step_nj > 0 ? m->step_nj : 61035;
    double nj = floor(t->true_nj[i] / step) * step;

    if (m->back_every_ms > 0)
        nj -= floor(t->time_ms / m->back_every_ms) * m->back_mj * 1e6;
    return nj;
}

static void pass_ms(struct trial *t, double ms, int loaded)
{
    double before_ms = t->time_ms;

    t->time_ms += ms;
    for (int i = 0; i < CHANNELS; i++) {
        const struct model *m = &t->model[i];
        bool busy = loaded >= 0 && (i == PSYS || channels[i].package == loaded);
        double tick = m->tick_ms > 0 ? m->tick_ms : 1;
        t->true_nj[i] += (m->idle_w + (busy ? m->load_w : 0)) * ms * 1e6;
        if (floor(before_ms / tick) != floor(t->time_ms / tick) &&
            (m->freeze_ms <= 0 || t->time_ms < m->freeze_ms))
            t->shown_nj[i] = shown(t, i);
    }
}

static int64_t displayed(const struct trial *t, int i)
{
    int from = t->model[i].copy > 0 ? t->model[i].copy - 1 : i;

    return (int64_t)t->shown_nj[from];
}

static void phase(struct trial *t, int loaded, double length_ms, double gap_ms)
{
    int64_t nj[METER_CHANNELS_MAX] = {0};
    double end_ms = t->time_ms + length_ms;

    evidence_begin(&t->evidence, loaded >= 0, loaded >= 0 ? loaded : 0, 0);
    for (int number = 0; t->time_ms < end_ms; number++) {
        pass_ms(t, gap_ms, loaded);
        for (int i = 0; i < CHANNELS; i++)
            nj[i] = displayed(t, i);
        for (int i = 0; i < CHANNELS; i++) {
            if (number * 7 % 10 >= t->model[i].late)
                continue;
            pass_ms(t, 8, loaded);
            nj[i] = displayed(t, i);
        }
        evidence_add(&t->evidence, (int64_t)(t->time_ms * 1e6), nj);
    }
}

static void judge(struct trial *t)
{
    phase(t, -1, 300, 2);
    phase(t, 0, 700, 0.6);
    phase(t, 1, 700, 0.6);
    evidence_judge(&t->evidence, &t->certificate);
}

/* CHANNEL got VERDICT with WORDS in its reason, and no other channel failed but those of
 * ALLOWED, a string of their numbers. */
static void expect(struct trial *t, int channel, enum certificate_verdict verdict,
                   const char *words, const char *others)
{
    for (int i = 0; i < CHANNELS; i++) {
        const struct certificate_channel *c = &t->certificate.channel[i];
        if (i == channel) {
            CU_ASSERT_STRING_EQUAL(certificate_verdict_name(c->verdict),
                                   certificate_verdict_name(verdict));
            CU_ASSERT_PTR_NOT_NULL(strstr(c->reason, words));
        } else {
            CU_ASSERT_EQUAL(certificate_allows(c->verdict), strchr(others, '0' + i) == NULL);
        }
    }
    evidence_free(&t->evidence);
    free(t);
}

static void certificate_passes_a_healthy_machine(void)
{
    struct trial *t = healthy();

    judge(t);
    CU_ASSERT_STRING_EQUAL(t->certificate.notes, "");
    CU_ASSERT_DOUBLE_EQUAL(t->certificate.channel[PKG0].idle_w, 10, 0.1);
    CU_ASSERT_DOUBLE_EQUAL(t->certificate.channel[PKG0].load_w, 25, 0.1);
    CU_ASSERT_DOUBLE_EQUAL(t->certificate.channel[PSYS].load_w, 57, 0.3);
    CU_ASSERT_STRING_EQUAL(t->certificate.channel[PKG0].reason, "");
    expect(t, UNCORE0, CERTIFICATE_IDLE, "nothing used it", "");
}

static void certificate_finds_a_dead_package(void)
{
    struct trial *t = healthy();

    t->model[PKG1] = (struct model){0};
    judge(t);
    expect(t, PKG1, CERTIFICATE_DEAD, "did not move", "");
}

static void certificate_finds_a_dead_dram_under_memory_traffic(void)
{
    struct trial *t = healthy();

    t->model[DRAM0] = (struct model){0};
    judge(t);
    expect(t, DRAM0, CERTIFICATE_DEAD, "0.7 s of it loaded", "");
}

static void certificate_lets_a_domain_hardly_move(void)
{
    struct trial *t = healthy();

    t->model[DRAM0] = (struct model){.idle_w = 0.0001};
    judge(t);
    expect(t, DRAM0, CERTIFICATE_IDLE, "hardly moves", "");
}

static void certificate_does_not_call_dead_what_it_could_not_load(void)
{
    struct trial *t = healthy();

    t->model[DRAM1] = (struct model){0};
    phase(t, -1, 300, 2);
    phase(t, 0, 700, 0.6);
    evidence_judge(&t->evidence, &t->certificate);
    CU_ASSERT_TRUE(isnan(t->certificate.channel[PKG1].load_w));
    expect(t, DRAM1, CERTIFICATE_IDLE, "could be loaded", "");
}

static void certificate_finds_a_stuck_tick(void)
{
    struct trial *t = healthy();

    t->model[PKG0].tick_ms = 300;
    judge(t);
    expect(t, PKG0, CERTIFICATE_STUCK, "under load", "");
}

static void certificate_notes_a_slow_tick(void)
{
    struct trial *t = healthy();

    for (int i = 0; i < CHANNELS; i++)
        t->model[i].tick_ms = 40;
    t->evidence.tick_ns = 40 * NS_PER_MS;
    judge(t);
    CU_ASSERT_PTR_NOT_NULL(strstr(t->certificate.notes, "every 40.0 ms"));
    expect(t, PKG0, CERTIFICATE_PASS, "", "");
}

static void certificate_finds_counters_that_stop_on_the_way(void)
{
    struct trial *t = healthy();

    for (int i = 0; i < CHANNELS; i++)
        t->model[i].freeze_ms = 1200;
    judge(t);
    /* 500 ms of standing still, in the load on package 1, for package 0 and its domains too. */
    CU_ASSERT_EQUAL(t->certificate.channel[PKG1].verdict, CERTIFICATE_STUCK);
    CU_ASSERT_PTR_NOT_NULL(strstr(t->certificate.channel[DRAM0].reason, "with its package"));
    expect(t, PKG0, CERTIFICATE_STUCK, "stopped after 119", "134567");
}

static void certificate_forgives_readings_that_were_late(void)
{
    struct trial *t = healthy();
    int64_t nj[METER_CHANNELS_MAX] = {0};

    phase(t, -1, 300, 2);
    phase(t, 0, 700, 0.6);
    /* The machine itself stood still for 3 s; the ticks of that time come after the reading. */
    for (int i = 0; i < CHANNELS; i++)
        nj[i] = (int64_t)t->shown_nj[i];
    evidence_add(&t->evidence, (int64_t)((t->time_ms + 3000) * 1e6), nj);
    evidence_judge(&t->evidence, &t->certificate);
    CU_ASSERT_NOT_EQUAL(t->certificate.channel[PKG1].verdict, CERTIFICATE_STUCK);
    expect(t, PKG0, CERTIFICATE_PASS, "", "");
}

static void certificate_finds_steps_back(void)
{
    struct trial *t = healthy();

    t->model[DRAM1].back_mj = 50;
    t->model[DRAM1].back_every_ms = 400;
    judge(t);
    expect(t, DRAM1, CERTIFICATE_BACKWARD, "went back 4 times", "");
}

static void certificate_finds_a_copied_package(void)
{
    struct trial *t = healthy();

    t->model[PKG1].copy = PKG0 + 1;
    t->model[DRAM1].copy = DRAM0 + 1;
    judge(t);
    expect(t, PKG1, CERTIFICATE_DUPLICATE, "package 0", "5");
}

static void certificate_finds_a_copy_that_is_often_read_late(void)
{
    struct trial *t = healthy();

    t->model[PKG1].copy = PKG0 + 1;
    t->model[PKG1].late = 4;
    judge(t);
    expect(t, PKG1, CERTIFICATE_DUPLICATE, "package 0", "");
    t = healthy();
    t->model[PKG1].late = 4;
    judge(t);
    expect(t, PKG1, CERTIFICATE_PASS, "", "");
}

static void certificate_tells_the_least_rise_that_was_seen(void)
{
    struct trial *t = healthy();

    t->model[DRAM0] = (struct model){.idle_w = 0.001, .step_nj = 15259};
    judge(t);
    CU_ASSERT_EQUAL(t->certificate.channel[DRAM0].step_nj / 100, 152);
    CU_ASSERT_EQUAL(t->certificate.channel[UNCORE0].step_nj, 0);
    expect(t, DRAM0, CERTIFICATE_PASS, "", "");
}

static void certificate_keeps_the_counter_that_its_own_load_raises(void)
{
    struct trial *t = healthy();

    t->model[PKG0].copy = PKG1 + 1;
    t->model[CORES0] = (struct model){.idle_w = 0.1, .load_w = 1};
    judge(t);
    expect(t, PKG0, CERTIFICATE_DUPLICATE, "package 1", "");
}

static void certificate_passes_packages_alike_and_notes_what_it_cannot_know(void)
{
    struct trial *t = healthy();

    t->model[PKG0] = t->model[PKG1] = (struct model){.idle_w = 20};
    judge(t);
    CU_ASSERT_PTR_NOT_NULL(strstr(t->certificate.notes, "is not proved"));
    expect(t, PKG1, CERTIFICATE_PASS, "", "");
}

static void certificate_passes_packages_that_idle_alike(void)
{
    struct trial *t = healthy();

    t->model[PKG1].idle_w = t->model[PKG0].idle_w;
    judge(t);
    CU_ASSERT_STRING_EQUAL(t->certificate.notes, "");
    expect(t, PKG1, CERTIFICATE_PASS, "", "");
}

static void certificate_finds_powers_that_cannot_be(void)
{
    struct trial *t = healthy();

    t->model[PKG0] = (struct model){.idle_w = 1200};
    judge(t);
    expect(t, PKG0, CERTIFICATE_IMPLAUSIBLE, "more than 1000 W", "");
    t = healthy();
    t->model[PKG1] = (struct model){.idle_w = 0.2, .load_w = 0.1};
    judge(t);
    expect(t, PKG1, CERTIFICATE_IMPLAUSIBLE, "below 0.5 W", "");
}

static void certificate_lets_an_idle_package_sleep(void)
{
    struct trial *t = healthy();

    t->model[PKG0] = (struct model){.idle_w = 0.1, .load_w = 15};
    t->model[CORES0] = (struct model){.idle_w = 0.05, .load_w = 13};
    judge(t);
    expect(t, PKG0, CERTIFICATE_PASS, "", "");
}

static void certificate_finds_cores_above_their_package(void)
{
    struct trial *t = healthy();

    t->model[CORES0].load_w = 26;
    judge(t);
    expect(t, CORES0, CERTIFICATE_IMPLAUSIBLE, "more than its package's", "");
}

static void certificate_finds_one_counter_under_two_names(void)
{
    struct trial *t = healthy();

    t->model[CORES0].copy = PKG0 + 1;
    judge(t);
    expect(t, CORES0, CERTIFICATE_IMPLAUSIBLE, "under two names", "0");
}

static void certificate_shows_a_defect_of_the_files(void)
{
    struct trial *t = healthy();

    t->model[DRAM0] = (struct model){0};
    strcpy(t->channel[DRAM0].defect, "unit 'Watts' is not Joules");
    judge(t);
    expect(t, DRAM0, CERTIFICATE_UNIT, "'Watts'", "");
}

static void certificate_compares_perf_with_powercap(void)
{
    struct trial *t = healthy();

    t->evidence.peer[PKG0] = (struct evidence_peer){true, INT64_C(25200000000), 24000000000};
    t->evidence.peer[PKG1] = (struct evidence_peer){true, INT64_C(24200000000), 24000000000};
    t->evidence.peer[UNCORE0] = (struct evidence_peer){true, 0, 0};
    judge(t);
    CU_ASSERT_DOUBLE_EQUAL(t->certificate.channel[PKG0].powercap_ratio, 1.05, 1e-6);
    CU_ASSERT_DOUBLE_EQUAL(t->certificate.channel[PKG1].powercap_ratio, 1.00833, 1e-4);
    CU_ASSERT_TRUE(isnan(t->certificate.channel[DRAM0].powercap_ratio));
    expect(t, PKG0, CERTIFICATE_DISAGREES, "powercap 24 J", "");
}

static const struct suite_test tests[] = {
    TEST(certificate_passes_a_healthy_machine),
    TEST(certificate_finds_a_dead_package),
    TEST(certificate_finds_a_dead_dram_under_memory_traffic),
    TEST(certificate_lets_a_domain_hardly_move),
    TEST(certificate_does_not_call_dead_what_it_could_not_load),
    TEST(certificate_finds_a_stuck_tick),
    TEST(certificate_notes_a_slow_tick),
    TEST(certificate_finds_counters_that_stop_on_the_way),
    TEST(certificate_forgives_readings_that_were_late),
    TEST(certificate_finds_steps_back),
    TEST(certificate_finds_a_copied_package),
    TEST(certificate_finds_a_copy_that_is_often_read_late),
    TEST(certificate_tells_the_least_rise_that_was_seen),
    TEST(certificate_keeps_the_counter_that_its_own_load_raises),
    TEST(certificate_passes_packages_alike_and_notes_what_it_cannot_know),
    TEST(certificate_passes_packages_that_idle_alike),
    TEST(certificate_finds_powers_that_cannot_be),
    TEST(certificate_lets_an_idle_package_sleep),
    TEST(certificate_finds_cores_above_their_package),
    TEST(certificate_finds_one_counter_under_two_names),
    TEST(certificate_shows_a_defect_of_the_files),
    TEST(certificate_compares_perf_with_powercap),
    {NULL, NULL},
};
const struct suite suite_evidence = {"evidence", tests};
