/* SPDX-License-Identifier: MIT
 * Painting progress on stderr. */
#include "cli/progress.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/units.h"

static const int64_t repaint_ns = NS_PER_S / 4;
static const int64_t line_ns = 30 * NS_PER_S;

enum { BAR_WIDTH = 24 };

struct progress {
    enum { PROGRESS_NONE, PROGRESS_BAR, PROGRESS_PLAIN } mode;
    int64_t painted_ns; /* when; 0: never */
    int64_t block;      /* of the last plain line */
    bool on_screen;
};

int progress_open(struct progress **out, const char *mode, struct err *err)
{
    struct progress *p = mem_alloc(1, sizeof(*p));

    *out = p;
    if (mode == NULL || strcmp(mode, "auto") == 0)
        p->mode = isatty(STDERR_FILENO) ? PROGRESS_BAR : PROGRESS_NONE;
    else if (strcmp(mode, "bar") == 0)
        p->mode = PROGRESS_BAR;
    else if (strcmp(mode, "plain") == 0)
        p->mode = PROGRESS_PLAIN;
    else if (strcmp(mode, "none") != 0)
        return err_set(err, -EINVAL, "--progress %s: expected auto, bar, plain or none", mode);
    return 0;
}

static int columns(void)
{
    struct winsize size;

    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

static int percent(const struct campaign_progress *now)
{
    return now->total > 0 ? (int)(100 * now->done / now->total) : 0;
}

static void add_bar(struct text *line, const struct campaign_progress *now)
{
    int filled = now->total > 0 ? (int)(BAR_WIDTH * now->done / now->total) : 0;

    text_add(line, "[");
    for (int i = 0; i < BAR_WIDTH; i++)
        text_add(line, i < filled ? "=" : i == filled ? ">" : " ");
    text_printf(line, "] %3d %%", percent(now));
}

static void paint(struct progress *p, const struct campaign_progress *now)
{
    char span[UNITS_TEXT_SIZE];
    struct text line = {0};

    add_bar(&line, now);
    if (now->remaining_ns >= 0)
        text_printf(&line, "  %s left", units_format_span(span, now->remaining_ns));
    if (strcmp(now->doing, "build") != 0)
        text_printf(&line, "  block %lld/%lld", (long long)(now->block > 0 ? now->block : 0),
                    (long long)now->blocks);
    text_printf(&line, "  %s", now->doing);
    if (now->label != NULL)
        text_printf(&line, " %s", now->label);
    fprintf(stderr, "\r\033[K%.*s", columns() - 1, text_string(&line));
    p->on_screen = true;
    text_free(&line);
}

static void print_line(struct progress *p, const struct campaign_progress *now)
{
    fprintf(stderr, "polyjoule: block %lld/%lld %d%%", (long long)now->block,
            (long long)now->blocks, percent(now));
    if (now->remaining_ns >= 0)
        fprintf(stderr, " eta %llds", (long long)(now->remaining_ns / NS_PER_S));
    fputc('\n', stderr);
    p->block = now->block;
}

void progress_tell(void *context, const struct campaign_progress *now)
{
    struct progress *p = context;
    int64_t time_ns = clock_now_ns();

    if (p->mode == PROGRESS_BAR && time_ns - p->painted_ns >= repaint_ns) {
        paint(p, now);
        p->painted_ns = time_ns;
    }
    if (p->mode == PROGRESS_PLAIN && strcmp(now->doing, "build") != 0 &&
        now->block != p->block && (p->painted_ns == 0 || time_ns - p->painted_ns >= line_ns)) {
        print_line(p, now);
        p->painted_ns = time_ns;
    }
}

void progress_close(struct progress *progress)
{
    if (progress != NULL && progress->on_screen)
        fputs("\r\033[K", stderr);
    free(progress);
}
