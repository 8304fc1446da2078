/* SPDX-License-Identifier: MIT
 * Tests of energy/meter with scripts and models: the choice, the judgement of readings, edges.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "base/mem.h"
#include "energy/certificate.h"
#include "energy/meter.h"
#include "energy/script.h"
#include "invented_tree.h"
#include "suite.h"

/* A clock that goes on by a step at each look. */
struct clock {
    int64_t now_ns, step_ns;
};

static int64_t stepping_clock(void *memory)
{
    struct clock *clock = memory;

    return clock->now_ns += clock->step_ns;
}

static const char two_cpus[] = "cpu  100 20 30 10000 9 1 2 0 0 0\n"
                               "cpu0 100 0 0 5000 0 0 0 0 0 0\n"
                               "cpu1 0 20 30 5000 9 1 2 0 0 0\n"
                               "intr 1 2 3";

/* A machine of two packages with a CPU each. */
static struct invented_tree tree_of_two(void)
{
    struct invented_tree tree = invented_tree_make();

    invented_tree_write(&tree, "/sys/devices/system/cpu/online", "0-1");
    invented_tree_write(&tree, "/sys/devices/system/cpu/cpu0/topology/physical_package_id",
                        "0");
    invented_tree_write(&tree, "/sys/devices/system/cpu/cpu1/topology/physical_package_id",
                        "1");
    invented_tree_write(&tree, "/proc/stat", two_cpus);
    return tree;
}

static int open_script(struct meter **out, const struct invented_tree *tree, const char *script,
                       struct clock *clock, struct err *err)
{
    char source[400];
    struct meter_options options = {
        .root = tree->root, .source = source, .clock_ns = stepping_clock, .clock = clock};

    invented_tree_write(tree, "/script", script);
    snprintf(source, sizeof(source), "simulated:%s/script", tree->root);
    return meter_open(out, &options, err);
}

static void meter_plays_a_script_by_the_clock_alone(void)
{
    struct invented_tree tree = tree_of_two();
    struct clock clock = {0};
    int64_t nj[METER_CHANNELS_MAX];
    const struct meter_channel *channels;
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(open_script(&meter, &tree,
                                      "# two packages\n"
                                      "channel package 0 idle 10 step_nj 1\n"
                                      "channel package 1 idle 2.5 tick_us 2000 step_nj 1000",
                                      &clock, &err),
                          0);
    CU_ASSERT_EQUAL(meter_channels(meter, &channels), 2);
    CU_ASSERT_EQUAL(channels[1].source, METER_SIMULATED);
    CU_ASSERT_STRING_EQUAL(channels[1].event, "script, channel 2");
    clock.now_ns = 3999999;
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    CU_ASSERT_EQUAL(nj[0], 30000000); /* 10 W for three whole ticks */
    CU_ASSERT_EQUAL(nj[1], 5000000);
    CU_ASSERT_EQUAL(meter_package_of_cpu(meter, 0), 0);
    CU_ASSERT_EQUAL(meter_package_of_cpu(meter, 1), 1);
    CU_ASSERT_EQUAL(meter_package_of_cpu(meter, 2), -1);
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void meter_adds_busy_time_of_the_package_where_the_script_asks(void)
{
    struct invented_tree tree = tree_of_two();
    struct clock clock = {0};
    int64_t nj[METER_CHANNELS_MAX];
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(open_script(&meter, &tree,
                                      "channel package 0 busy 20 step_nj 1\n"
                                      "channel package 1 busy 20 step_nj 1\n"
                                      "channel psys 0 busy 20 step_nj 1",
                                      &clock, &err),
                          0);
    invented_tree_write(
        &tree, "/proc/stat",
        "cpu  150 21 31 11000 9 2 3 0\ncpu0 150 0 0 5000 0 0 0 0\ncpu1 0 21 31 6000 9 2 3 0");
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    CU_ASSERT_EQUAL(nj[0], INT64_C(20) * 50 * 10000000); /* jiffies of 10 ms */
    CU_ASSERT_EQUAL(nj[1], INT64_C(20) * 4 * 10000000);
    CU_ASSERT_EQUAL(nj[2], nj[0] + nj[1]);
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void meter_names_the_channel_that_went_back_or_stands_still(void)
{
    struct invented_tree tree = tree_of_two();
    struct clock clock = {0};
    int64_t nj[METER_CHANNELS_MAX];
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(open_script(&meter, &tree,
                                      "channel package 0 idle 10 freeze_ms 5000\n"
                                      "channel dram 0 idle 1 back_mj 5000 back_every_ms 1000",
                                      &clock, &err),
                          0);
    clock.now_ns = 900 * NS_PER_MS;
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    clock.now_ns = 1100 * NS_PER_MS;
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), -EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "dram 0"));
    CU_ASSERT_TRUE(nj[0] > 10 * NS_PER_S);
    clock.now_ns = 1200 * NS_PER_MS;
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    meter_distrust(meter, 1);
    clock.now_ns = 6000 * NS_PER_MS;
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    clock.now_ns = 6200 * NS_PER_MS;
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    clock.now_ns = 6300 * NS_PER_MS;
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), -EIO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "package 0: the counter has not moved"));
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void meter_edge_is_just_after_the_change(void)
{
    struct invented_tree tree = tree_of_two();
    struct clock clock = {.step_ns = 1000};
    int64_t nj[METER_CHANNELS_MAX], first_ns, second_ns;
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(open_script(&meter, &tree,
                                      "channel package 0 idle 10 tick_us 3000 freeze_ms 9",
                                      &clock, &err),
                          0);
    CU_ASSERT_EQUAL(meter_edge(meter, 0, 20 * NS_PER_MS, nj, &first_ns, &err), 0);
    CU_ASSERT_EQUAL(meter_edge(meter, 0, 20 * NS_PER_MS, nj, &second_ns, &err), 0);
    CU_ASSERT_TRUE(llabs(second_ns - first_ns - 3 * NS_PER_MS) <= 5000);
    CU_ASSERT_TRUE(llabs(nj[0] - 60000000) < 61035);
    CU_ASSERT_EQUAL(meter_edge(meter, 0, 20 * NS_PER_MS, nj, &second_ns, &err), 0);
    int64_t last_nj = nj[0];
    CU_ASSERT_EQUAL(meter_edge(meter, 0, 20 * NS_PER_MS, nj, &second_ns, &err), -ETIME);
    CU_ASSERT_EQUAL(nj[0], last_nj);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "20.0 ms"));
    meter_close(meter);
    invented_tree_remove(&tree);
}

static void meter_estimates_along_a_line(void)
{
    struct invented_tree tree = tree_of_two();
    struct clock clock = {0};
    struct meter_options options = {.root = tree.root,
                                    .source = "estimated",
                                    .idle_w = 10,
                                    .max_w = 50,
                                    .clock_ns = stepping_clock,
                                    .clock = &clock};
    int64_t nj[METER_CHANNELS_MAX];
    const struct meter_channel *channels;
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(meter_open(&meter, &options, &err), 0);
    CU_ASSERT_EQUAL(meter_channels(meter, &channels), 1);
    CU_ASSERT_EQUAL(channels[0].source, METER_ESTIMATED);
    CU_ASSERT_PTR_NOT_NULL(strstr(channels[0].event, "10 W idle to 50 W busy on 2 CPUs"));
    CU_ASSERT_EQUAL(meter_package_of_cpu(meter, 0), 0);
    clock.now_ns = NS_PER_S;
    invented_tree_write(
        &tree, "/proc/stat",
        "cpu  200 20 30 11000 9 1 2 0\ncpu0 200 0 0 5000 0 0 0 0\ncpu1 0 20 30 6000 9 1 2 0");
    CU_ASSERT_EQUAL(meter_read(meter, nj, &err), 0);
    CU_ASSERT_EQUAL(nj[0], 30 * NS_PER_S); /* one CPU of two busy for the second */
    meter_close(meter);
    options.max_w = 10;
    CU_ASSERT_EQUAL(meter_open(&meter, &options, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "--watts-idle"));
    invented_tree_remove(&tree);
}

static void meter_says_why_there_is_none(void)
{
    struct invented_tree tree = invented_tree_make();
    struct meter_options options = {.root = tree.root};
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL(meter_open(&meter, &options, &err), -ENODEV);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "not of the x86 kind"));
    invented_tree_write(&tree, "/proc/cpuinfo",
                        "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\n"
                        "model\t\t: 183\nmodel name\t: x\nflags\t\t: fpu sse2\n");
    CU_ASSERT_EQUAL(meter_open(&meter, &options, &err), -ENODEV);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "GenuineIntel family 6 model 183"));
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "modprobe"));
    invented_tree_write(&tree, "/proc/cpuinfo",
                        "processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu hypervisor");
    CU_ASSERT_EQUAL(meter_open(&meter, &options, &err), -ENODEV);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "virtual machine"));
    options.source = "battery";
    CU_ASSERT_EQUAL(meter_open(&meter, &options, &err), -EINVAL);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "simulated:FILE"));
    invented_tree_remove(&tree);
}

static void meter_never_opens_perf_below_another_root(void)
{
    struct invented_tree tree = invented_tree_make();
    struct meter_options options = {.root = tree.root, .source = "rapl-perf"};
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    invented_tree_write(&tree, "/sys/bus/event_source/devices/power/type", "1");
    invented_tree_write(&tree, "/sys/bus/event_source/devices/power/events/energy-pkg",
                        "event=0x02");
    CU_ASSERT_EQUAL(meter_open(&meter, &options, &err), -ENODEV);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "running machine"));
    invented_tree_remove(&tree);
}

static void script_says_which_line_is_wrong(void)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", "no channel"},
        {"# nothing\n\n", "no channel"},
        {"\nchanel package 0", "line 2: 'chanel'"},
        {"channel battery 0", "line 1: 'battery' is no domain"},
        {"channel", "is no domain"},
        {"channel package", "not a whole number"},
        {"channel package -1", "out of range"},
        {"channel package 0 idle", "idle"},
        {"channel package 0 idle ten", "'ten' is not a number"},
        {"channel package 0 idle -1", "out of range"},
        {"channel package 0 watts 1", "'watts'"},
        {"channel package 0 tick_us 0", "cannot be 0"},
        {"channel package 0 busy 1 freeze_ms 5", "freeze_ms"},
        {"channel package 0\nchannel dram 0 die x", "line 2"},
    };
    struct script script;
    struct err err;

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        CU_ASSERT_EQUAL(script_parse(&script, cases[i].text, &err), -EINVAL);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.text, cases[i].words));
    }
}

static void script_repeats_itself_and_steps_as_told(void)
{
    struct script script;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(script_parse(&script,
                                       "channel dram 3 die 1 idle 0.5 busy 2 tick_us 500 "
                                       "step_nj 100 back_mj 2 back_every_ms 10 # all",
                                       &err),
                          0);
    const struct script_channel *c = &script.channel[0];
    CU_ASSERT_TRUE(c->domain == METER_DRAM && c->package == 3 && c->die == 1);
    CU_ASSERT_EQUAL(script_energy_nj(c, 999999, 0), 250000);
    CU_ASSERT_EQUAL(script_energy_nj(c, 500000, 333), 250600);
    CU_ASSERT_EQUAL(script_energy_nj(c, 20 * NS_PER_MS, 0), 10000000 - 2 * 2000000);
    CU_ASSERT_EQUAL(script_energy_nj(c, INT64_MAX, INT64_MAX), INT64_MAX);
}

static void certificate_passes_what_is_invented_and_says_so(void)
{
    struct invented_tree tree = tree_of_two();
    struct clock clock = {.step_ns = 1000};
    struct certificate *certificate = mem_alloc(1, sizeof(*certificate));
    struct meter *meter = NULL;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(
        open_script(&meter, &tree,
                    "channel dram 0 idle 1\nchannel package 0 idle 10 tick_us 2000", &clock,
                    &err),
        0);
    CU_ASSERT_EQUAL(certificate_run(certificate, meter, tree.root, &err), 0);
    for (size_t i = 0; i < 2; i++) {
        CU_ASSERT_EQUAL(certificate->channel[i].verdict, CERTIFICATE_PASS);
        CU_ASSERT_PTR_NOT_NULL(strstr(certificate->channel[i].reason, "simulated"));
        CU_ASSERT_TRUE(isnan(certificate->channel[i].load_w));
    }
    CU_ASSERT_TRUE(llabs(certificate->tick_ns - 2 * NS_PER_MS) <= 5000);
    CU_ASSERT_STRING_EQUAL(certificate->notes, "");
    meter_close(meter);
    free(certificate);
    invented_tree_remove(&tree);
}

static const struct suite_test tests[] = {
    TEST(meter_plays_a_script_by_the_clock_alone),
    TEST(meter_adds_busy_time_of_the_package_where_the_script_asks),
    TEST(meter_names_the_channel_that_went_back_or_stands_still),
    TEST(meter_edge_is_just_after_the_change),
    TEST(meter_estimates_along_a_line),
    TEST(meter_says_why_there_is_none),
    TEST(meter_never_opens_perf_below_another_root),
    TEST(script_says_which_line_is_wrong),
    TEST(script_repeats_itself_and_steps_as_told),
    TEST(certificate_passes_what_is_invented_and_says_so),
    {NULL, NULL},
};
const struct suite suite_meter = {"meter", tests};
