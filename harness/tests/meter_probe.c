/* SPDX-License-Identifier: MIT
 * A program that tries a meter and reads it for a while, next to the truth of the RAPL test bed
 * where that is there: meter_probe [SOURCE [SECONDS]]. Exits 1 where a reading is refused. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "energy/certificate.h"
#include "energy/meter.h"

#define TRUTH "/sys/kernel/debug/rapl_testbed/truth"

/* The test bed numbers packages and dies together, in their order. */
static int place_of(const struct meter_channel *channels, size_t count, size_t number)
{
    int place = 0;

    for (size_t i = 0; i < count; i++) {
        bool first = true;
        for (size_t k = 0; k < i; k++)
            first &= channels[k].package != channels[i].package ||
                     channels[k].die != channels[i].die;
        bool before = channels[i].package < channels[number].package ||
                      (channels[i].package == channels[number].package &&
                       channels[i].die < channels[number].die);
        place += first && before;
    }
    return place;
}

/* The true energy of each channel; -1 where there is no test bed. */
static void read_truth(int64_t *truth_nj, const struct meter_channel *channels, size_t count)
{
    static const char *const names[METER_DOMAINS] = {"pkg", "cores", "gpu", "ram", "psys"};
    char line[256], name[16];
    int64_t nj;
    int package;
    FILE *file = fopen(TRUTH, "re");

    for (size_t i = 0; i < count; i++)
        truth_nj[i] = -1;
    while (file != NULL && fgets(line, sizeof(line), file) != NULL)
        for (size_t i = 0; i < count; i++)
            if (sscanf(line, "%d %15s %" SCNd64, &package, name, &nj) == 3 &&
                package == place_of(channels, count, i) &&
                strcmp(name, names[channels[i].domain]) == 0)
                truth_nj[i] = nj;
    if (file != NULL)
        fclose(file);
}

/* A reading between two readings of the truth, and the truth half way between those; again
 * where the guest was held up in between. */
static int read_both(struct meter *meter, int64_t *nj, int64_t *truth_nj, struct err *err)
{
    int64_t after_nj[METER_CHANNELS_MAX];
    const struct meter_channel *channels;
    size_t count = meter_channels(meter, &channels);
    int64_t start_ns;
    int r, tries = 0;

    do {
        start_ns = clock_now_ns();
        read_truth(truth_nj, channels, count);
        if ((r = meter_read(meter, nj, err)) < 0)
            return r;
        read_truth(after_nj, channels, count);
    } while (clock_now_ns() - start_ns > 5 * NS_PER_MS && ++tries < 50);
    for (size_t i = 0; i < count; i++)
        truth_nj[i] = truth_nj[i] < 0 ? -1 : (truth_nj[i] + after_nj[i]) / 2;
    return 0;
}

static void print_channel(const struct meter_channel *channel,
                          const struct certificate_channel *tried, int64_t meter_nj,
                          int64_t true_nj)
{
    printf("%s %d.%d cpu %d %s %s [%s] idle %.3g W load %.3g W ratio %.4f: %s%s%s; ",
           meter_domain_name(channel->domain), channel->package, channel->die, channel->cpu,
           meter_source_name(channel->source), channel->resolver, channel->event, tried->idle_w,
           tried->load_w, tried->powercap_ratio, certificate_verdict_name(tried->verdict),
           tried->reason[0] != '\0' ? ": " : "", tried->reason);
    if (!certificate_allows(tried->verdict) || meter_nj < 0)
        printf("no joules\n");
    else if (true_nj < 0)
        printf("%.6f J\n", (double)meter_nj / 1e9);
    else
        printf("%.6f J, truth %.6f J, %+.3f %%\n", (double)meter_nj / 1e9,
               (double)true_nj / 1e9, 100.0 * (double)(meter_nj - true_nj) / (double)true_nj);
}

/* Read every 200 ms, as a watchdog would, busily for the second half. */
static int watch(struct meter *meter, double seconds, int64_t *nj, struct err *err)
{
    int64_t start_ns = clock_now_ns();
    int64_t end_ns = start_ns + (int64_t)(seconds * 1e9);
    int r = 0;

    while (r == 0 && clock_now_ns() < end_ns) {
        struct timespec pause = {.tv_nsec = 200 * NS_PER_MS};
        if (clock_now_ns() < start_ns + (end_ns - start_ns) / 2)
            nanosleep(&pause, NULL);
        r = meter_read(meter, nj, err);
    }
    return r;
}

/* As a trial does it: the package must move once more, or what was read is worth nothing. */
static int find_edge(struct meter *meter, const struct certificate *certificate,
                     struct err *err)
{
    int64_t nj[METER_CHANNELS_MAX], unused_ns;
    int channel = meter_package_of_cpu(meter, 0);
    int64_t give_up_ns = 20 * NS_PER_MS + 3 * certificate->tick_ns;

    if (channel < 0 || !certificate_allows(certificate->channel[channel].verdict))
        return 0;
    return meter_edge(meter, (size_t)channel, give_up_ns, nj, &unused_ns, err);
}

static int probe(struct meter *meter, double seconds, struct err *err)
{
    int64_t start_nj[METER_CHANNELS_MAX] = {0}, end_nj[METER_CHANNELS_MAX] = {0};
    int64_t truth_start_nj[METER_CHANNELS_MAX] = {0}, truth_end_nj[METER_CHANNELS_MAX] = {0};
    const struct meter_channel *channels;
    struct certificate certificate;
    size_t count = meter_channels(meter, &channels);
    int64_t start_ns = clock_now_ns();
    int r;

    if ((r = certificate_run(&certificate, meter, "", err)) < 0)
        return r;
    printf("certificate in %.2f s, tick %.3f ms, a reading takes %.1f us\nnotes: %s\n",
           (double)(clock_now_ns() - start_ns) / 1e9, (double)certificate.tick_ns / 1e6,
           (double)certificate.read_cost_ns / 1e3, certificate.notes);
    if ((r = find_edge(meter, &certificate, err)) < 0 ||
        (r = read_both(meter, start_nj, truth_start_nj, err)) < 0 ||
        (r = watch(meter, seconds, end_nj, err)) < 0 ||
        (r = read_both(meter, end_nj, truth_end_nj, err)) < 0 ||
        (r = find_edge(meter, &certificate, err)) < 0)
        printf("refused: %s\n", err->text);
    for (size_t i = 0; i < count; i++)
        print_channel(&channels[i], &certificate.channel[i],
                      r < 0 ? -1 : end_nj[i] - start_nj[i],
                      truth_end_nj[i] < 0 ? -1 : truth_end_nj[i] - truth_start_nj[i]);
    return r;
}

int main(int argc, char **argv)
{
    struct meter_options options = {.root = "",
                                    .source = argc > 1 && argv[1][0] != '\0' ? argv[1] : NULL};
    struct meter *meter = NULL;
    struct err err;
    int r;

    if (options.source != NULL && strcmp(options.source, "estimated") == 0) {
        options.idle_w = 10;
        options.max_w = 50;
    }
    if ((r = meter_open(&meter, &options, &err)) < 0)
        goto out;
    r = probe(meter, argc > 2 ? atof(argv[2]) : 2, &err);
out:
    if (r < 0)
        fprintf(stderr, "meter_probe: %s (%s)\n", err.text, strerror(-r));
    meter_close(meter);
    return r < 0;
}
