/* SPDX-License-Identifier: MIT
 * Talking to the user. */
#include "cli/voice.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int say(const struct text *text)
{
    if (fwrite(text_string(text), 1, text->length, stdout) == text->length &&
        fflush(stdout) == 0)
        return EXIT_YES;
    if (errno == EPIPE)
        return EXIT_YES;
    return complain(EXIT_BROKEN, "standard output: %s", strerror(errno));
}

int complain(int status, const char *format, ...)
{
    va_list args;

    fflush(stdout);
    fputs("polyjoule: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    return status;
}

void mention(const struct context *context, const char *format, ...)
{
    va_list args;

    if (context->settings.quiet)
        return;
    fflush(stdout);
    fputs("polyjoule: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

int status_of(int error)
{
    switch (-error) {
    case EINVAL:
    case ERANGE:
    case ENOENT:
    case ENODATA:
    case ESTALE:
    case EPERM:
    case EPROTO:
    case EMEDIUMTYPE:
        return EXIT_INPUT;
    default:
        return EXIT_BROKEN;
    }
}

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value != NULL && value[0] != '\0';
}

bool screen_color(const struct context *context)
{
    const char *wanted = context->settings.color;
    const char *term = getenv("TERM");

    if (wanted != NULL && strcmp(wanted, "always") == 0)
        return true;
    if (wanted != NULL && strcmp(wanted, "never") == 0)
        return false;
    if (is_set("NO_COLOR"))
        return false;
    if (is_set("CLICOLOR_FORCE"))
        return true;
    return isatty(STDOUT_FILENO) && (term == NULL || strcmp(term, "dumb") != 0);
}

int screen_width(void)
{
    struct winsize size;

    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}
