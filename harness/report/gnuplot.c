/* SPDX-License-Identifier: MIT
 * gnuplot as a process. */
#include "report/gnuplot.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"

static int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        bytes += n;
        length -= (size_t)n;
    }
    return 0;
}

static int read_all(int fd, struct text *out)
{
    char buffer[4096];

    for (;;) {
        ssize_t n = read(fd, buffer, sizeof(buffer));
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return (int)n;
        text_add_bytes(out, buffer, (size_t)n);
    }
}

/* PATH and HOME (fontconfig's cache) are the user's; nothing else is. */
static void make_environment(char *environment[5], struct text *path, struct text *home)
{
    text_printf(path, "PATH=%s", getenv("PATH") != NULL ? getenv("PATH") : "/usr/bin:/bin");
    text_printf(home, "HOME=%s", getenv("HOME") != NULL ? getenv("HOME") : "/");
    environment[0] = "LC_ALL=C.UTF-8";
    environment[1] = "TZ=UTC";
    environment[2] = path->data;
    environment[3] = home->data;
    environment[4] = NULL;
}

/* Run ARGV in DIRECTORY (NULL: here) with the three descriptors. Returns its wait status, or a
 * negative errno. */
static int run(char *const argv[], const char *directory, int in, int out, int errors)
{
    posix_spawn_file_actions_t actions;
    struct text path = {0}, home = {0};
    char *environment[5];
    int status = 0, r;
    pid_t pid;

    make_environment(environment, &path, &home);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, errors, 2);
    if (directory != NULL)
        posix_spawn_file_actions_addchdir_np(&actions, directory);
    r = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environment);
    posix_spawn_file_actions_destroy(&actions);
    text_free(&path);
    text_free(&home);
    if (r != 0)
        return -r;
    while ((r = waitpid(pid, &status, 0)) < 0 && errno == EINTR)
        ;
    return r < 0 ? -errno : status;
}

/* The first line that is gnuplot's own complaint; fontconfig's about its cache are not. */
static const char *complaint(char *said)
{
    const char *first = NULL;
    char *rest = NULL;

    for (char *line = strtok_r(said, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        line += strspn(line, " \t^\r");
        if (*line != '\0' && strncmp(line, "Fontconfig", 10) != 0 && first == NULL)
            first = line;
        if (strstr(line, "line ") == line || strstr(line, "warning:") != NULL)
            return line;
    }
    return first;
}

/* What is wrong with how it ended (STATUS, of waitpid()) or with what it SAID; 0: nothing. */
static int judge(const char *program, int status, struct text *said, struct err *err)
{
    const char *words = said->length > 0 ? complaint(said->data) : NULL;

    if (WIFSIGNALED(status))
        return err_set(err, -EIO, "%s was killed by signal %d (%s)", program, WTERMSIG(status),
                       sigdescr_np(WTERMSIG(status)));
    if (words != NULL)
        return err_set(err, -EIO, "%s: %.300s", program, words);
    if (WEXITSTATUS(status) != 0)
        return err_set(err, -EIO, "%s ended with status %d", program, WEXITSTATUS(status));
    return 0;
}

int gnuplot_run(const char *program, const struct text *script, const char *directory,
                struct text *out, struct err *err)
{
    char *argv[] = {program != NULL ? (char *)program : "gnuplot", "-d", NULL};
    int in = memfd_create("script", MFD_CLOEXEC), errors = memfd_create("errors", MFD_CLOEXEC),
        picture = memfd_create("picture", MFD_CLOEXEC);
    struct text said = {0};
    int r;

    if (in < 0 || errors < 0 || picture < 0 ||
        write_all(in, text_string(script), script->length) < 0 || lseek(in, 0, SEEK_SET) < 0) {
        r = err_sys(err, "memfd");
        goto out;
    }
    r = run(argv, directory, in, picture, errors);
    if (r < 0) {
        /* EACCES: some directory of PATH may not be searched, and no other has it. */
        r = r == -ENOENT || r == -EACCES
                ? err_set(err, -EIO, "%s is not installed: figures need it", argv[0])
                : err_set(err, -EIO, "%s: %s", argv[0], strerror(-r));
        goto out;
    }
    if (lseek(errors, 0, SEEK_SET) < 0 || read_all(errors, &said) < 0 ||
        lseek(picture, 0, SEEK_SET) < 0 || read_all(picture, out) < 0) {
        r = err_sys(err, "memfd");
        goto out;
    }
    r = judge(argv[0], r, &said, err);
out:
    text_free(&said);
    if (in >= 0)
        close(in);
    if (errors >= 0)
        close(errors);
    if (picture >= 0)
        close(picture);
    return r;
}

const char *gnuplot_font(void)
{
    char *argv[] = {"fc-match", "--format=%{family}", "Inter", NULL};
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int out = memfd_create("family", MFD_CLOEXEC);
    char family[64] = "";

    if (null >= 0 && out >= 0 && run(argv, NULL, null, out, null) == 0 &&
        pread(out, family, sizeof(family) - 1, 0) < 0)
        family[0] = '\0';
    if (null >= 0)
        close(null);
    if (out >= 0)
        close(out);
    return strcmp(family, "Inter") == 0 || strncmp(family, "Inter,", 6) == 0 ? "Inter"
                                                                             : "DejaVu Sans";
}

int gnuplot_fix_pdf(struct text *pdf, long long unix_ns, struct err *err)
{
    static const char key[] = "/CreationDate (D:";
    time_t seconds = (time_t)(unix_ns / 1000000000);
    struct tm tm;
    char stamp[16] = "";

    char *at = memmem(text_string(pdf), pdf->length, key, sizeof(key) - 1);
    if (at == NULL || pdf->length - (size_t)(at - pdf->data) < sizeof(key) + 14)
        return err_set(err, -EIO, "the PDF has no date where cairo writes one");
    gmtime_r(&seconds, &tm);
    strftime(stamp, sizeof(stamp), "%Y%m%d%H%M%S", &tm);
    memcpy(at + sizeof(key) - 1, stamp, 14); /* as long as before: offsets stay true */
    return 0;
}
