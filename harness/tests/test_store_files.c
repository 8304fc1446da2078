/* SPDX-License-Identifier: MIT
 * Tests of store/store on files: creation, other people's, several processes. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/clock.h"
#include "place_fixture.h"
#include "store/migrate.h"
#include "store/store.h"
#include "store_fixture.h"
#include "suite.h"

enum { USER_VERSION_AT = 60, APPLICATION_ID_AT = 68 }; /* sqlite.org/fileformat2.html 1.3 */

static void write_file(const char *path, const char *content)
{
    FILE *file = fopen(path, "w");

    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fputs(content, file);
    fclose(file);
}

static void patch(const char *path, off_t at, uint32_t value)
{
    unsigned char bytes[] = {(unsigned char)(value >> 24), (unsigned char)(value >> 16),
                             (unsigned char)(value >> 8), (unsigned char)value};
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    CU_ASSERT_EQUAL(pwrite(fd, bytes, sizeof(bytes), at), 4);
    close(fd);
}

static int try_open(const char *path, enum store_mode mode, struct err *err)
{
    struct store *store;
    int r = store_open(&store, path, mode, err);

    CU_ASSERT((r == 0) == (store != NULL));
    store_close(store);
    return r;
}

static void make_database(struct place *place)
{
    struct fixture f;

    place_make(place);
    fixture_open(&f, place->path);
    fixture_close(&f);
}

static void store_creates_the_database_and_its_directories(void)
{
    struct place place;
    struct err err;
    unsigned char header[72];

    make_database(&place);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), 0);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_WRITE, &err), 0);
    int fd = open(place.path, O_RDONLY | O_CLOEXEC);
    CU_ASSERT_EQUAL(read(fd, header, sizeof(header)), sizeof(header));
    CU_ASSERT_EQUAL(memcmp(header + APPLICATION_ID_AT, "JOUL", 4), 0);
    CU_ASSERT_EQUAL(header[USER_VERSION_AT + 3], migrate_newest());
    close(fd);
    place_remove(&place);
}

static void store_refuses_a_newer_schema_and_names_both(void)
{
    struct place place;
    struct err err;
    char expected[64];

    make_database(&place);
    patch(place.path, USER_VERSION_AT, 987);
    snprintf(expected, sizeof(expected), "schema 987, newer than this polyjoule's %d",
             (int)migrate_newest());
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), -EPROTO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, expected));
    CU_ASSERT_EQUAL(try_open(place.path, STORE_WRITE, &err), -EPROTO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, expected));
    place_remove(&place);
}

static void store_says_how_an_older_schema_is_upgraded(void)
{
    struct place place;
    struct err err;

    make_database(&place);
    patch(place.path, USER_VERSION_AT, 1);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), -EPROTO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "upgrade it with: polyjoule measure --db "));
    place_remove(&place);
}

static void store_refuses_what_is_not_its_own(void)
{
    struct place place;
    struct err err;
    char path[96];

    make_database(&place);
    patch(place.path, APPLICATION_ID_AT, 0x12345678);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_WRITE, &err), -EMEDIUMTYPE);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), -EMEDIUMTYPE);
    patch(place.path, APPLICATION_ID_AT, 0);
    patch(place.path, USER_VERSION_AT, 0); /* tables without a name on them */
    CU_ASSERT_EQUAL(try_open(place.path, STORE_WRITE, &err), -EMEDIUMTYPE);

    snprintf(path, sizeof(path), "%s/text", place.directory);
    write_file(path, "This is a text of more than the hundred bytes of a database's header, "
                     "so that SQLite looks at it at all.\n");
    CU_ASSERT_EQUAL(try_open(path, STORE_WRITE, &err), -EMEDIUMTYPE);
    CU_ASSERT_EQUAL(try_open(path, STORE_READ, &err), -EMEDIUMTYPE);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "not an SQLite database"));
    CU_ASSERT(try_open(place.directory, STORE_WRITE, &err) < 0);
    CU_ASSERT(try_open(place.directory, STORE_READ, &err) < 0);
    place_remove(&place);
}

static void store_reads_only_what_is_there(void)
{
    struct place place;
    struct err err;

    place_make(&place);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), -ENOENT);
    snprintf(place.path, sizeof(place.path), "%s/empty", place.directory);
    write_file(place.path, "");
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), -ENODATA);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_WRITE, &err), 0);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), 0);
    place_remove(&place);
}

/* In a child: make the database again and again until killed. */
static void create_for_ever(const char *path)
{
    struct err err;

    for (;;) {
        struct store *store;
        unlink(path);
        if (store_open(&store, path, STORE_WRITE, &err) < 0)
            _exit(1);
        store_close(store);
    }
}

static void store_survives_a_kill_at_any_instant_of_its_creation(void)
{
    struct place place;
    struct err err;
    char log[128];

    place_make(&place);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_WRITE, &err), 0);
    for (int i = 0; i < 60; i++) {
        pid_t child = fork();
        if (child == 0)
            create_for_ever(place.path);
        usleep((useconds_t)(2000 + 97 * i));
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        if (try_open(place.path, STORE_WRITE, &err) != 0)
            CU_FAIL(err.text);
        CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), 0);
        /* The child unlinks the file alone, and a log that outlives it is not ours to keep. */
        snprintf(log, sizeof(log), "%s-wal", place.path);
        unlink(log);
    }
    place_remove(&place);
}

static void store_may_be_created_by_several_processes_at_once(void)
{
    enum { PROCESSES = 6 };
    struct place place;
    struct err err;
    pid_t children[PROCESSES];

    place_make(&place);
    for (int i = 0; i < PROCESSES; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(try_open(place.path, STORE_WRITE, &err) != 0);
    }
    for (int i = 0; i < PROCESSES; i++) {
        int status = -1;
        waitpid(children[i], &status, 0);
        CU_ASSERT_EQUAL(status, 0);
    }
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), 0);
    place_remove(&place);
}

/* A child that holds a write transaction for HOLD_MS; it writes a byte once it has it. */
static pid_t hold_in_child(const char *path, int hold_ms)
{
    int pipes[2];
    char byte;

    CU_ASSERT_EQUAL_FATAL(pipe2(pipes, O_CLOEXEC), 0);
    pid_t child = fork();
    if (child == 0) {
        struct store *store;
        struct err err;
        if (store_open(&store, path, STORE_WRITE, &err) < 0 || store_begin(store, &err) < 0)
            _exit(1);
        if (write(pipes[1], "x", 1) != 1)
            _exit(1);
        usleep((useconds_t)hold_ms * 1000);
        _exit(store_commit(store, &err) < 0);
    }
    close(pipes[1]);
    CU_ASSERT_EQUAL(read(pipes[0], &byte, 1), 1);
    close(pipes[0]);
    return child;
}

static void store_waits_for_another_writer_and_readers_do_not(void)
{
    struct place place;
    struct fixture f;
    struct err err = {""};
    int status = -1;

    place_make(&place);
    fixture_open(&f, place.path);
    pid_t child = hold_in_child(place.path, 300);
    int64_t before_ns = clock_now_ns();
    CU_ASSERT_EQUAL(try_open(place.path, STORE_READ, &err), 0);
    CU_ASSERT(clock_now_ns() - before_ns < 250 * NS_PER_MS);
    CU_ASSERT_EQUAL(store_add_note(f.store, f.campaign, "after you", &err), 0);
    CU_ASSERT(clock_now_ns() - before_ns > 200 * NS_PER_MS);
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(status, 0);
    fixture_close(&f);
    place_remove(&place);
}

static void store_names_the_cause_when_another_writer_does_not_end(void)
{
    struct place place;
    struct fixture f;
    struct err err = {""};

    place_make(&place);
    fixture_open(&f, place.path);
    pid_t child = hold_in_child(place.path, 60000);
    CU_ASSERT_EQUAL(store_add_note(f.store, f.campaign, "never", &err), -EBUSY);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "another process is writing to it"));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    CU_ASSERT_EQUAL(store_add_note(f.store, f.campaign, "now", &err), 0);
    fixture_close(&f);
    place_remove(&place);
}

/* As a user who may write nowhere: root may write everywhere. 0: opened; else the errno. */
static int read_as_nobody(const char *path)
{
    int status = -1;
    pid_t child = fork();

    if (child == 0) {
        struct store *store;
        struct err err = {""};
        int64_t campaign;
        if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
            _exit(99);
        int r = store_open(&store, path, STORE_READ, &err);
        if (r == 0)
            r = store_get_integer(store, "campaigns", NULL, 0, &campaign, &err);
        if (r == 0 && campaign != 1)
            _exit(98);
        store_close(store);
        _exit(-r);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void set_modes(const struct place *place, mode_t directory)
{
    char parent[96];

    chmod(place->directory, 0755);
    chmod(place->path, 0444);
    snprintf(parent, sizeof(parent), "%.*s", (int)(strlen(place->path) - strlen("/x.db")),
             place->path);
    chmod(parent, directory);
}

static void store_reads_where_it_may_not_write(void)
{
    struct place place;

    make_database(&place);
    set_modes(&place, 0555);
    CU_ASSERT_EQUAL(read_as_nobody(place.path), 0);
    set_modes(&place, 0755);
    place_remove(&place);
}

/* Killed without a checkpoint: the campaign is in the log alone. */
static void store_does_not_read_past_a_log_that_it_cannot_merge(void)
{
    struct place place;
    struct fixture f;
    char shared[128];

    place_make(&place);
    pid_t child = fork();
    if (child == 0) {
        fixture_open(&f, place.path);
        kill(getpid(), SIGKILL);
    }
    waitpid(child, NULL, 0);
    snprintf(shared, sizeof(shared), "%s-shm", place.path);
    unlink(shared);
    set_modes(&place, 0555);
    CU_ASSERT_EQUAL(read_as_nobody(place.path), EROFS);
    set_modes(&place, 0777);
    chmod(place.path, 0644);
    CU_ASSERT_EQUAL(try_open(place.path, STORE_WRITE, &(struct err){""}), 0);
    set_modes(&place, 0555);
    CU_ASSERT_EQUAL(read_as_nobody(place.path), 0);
    set_modes(&place, 0755);
    place_remove(&place);
}

static void store_refuses_to_write_where_it_may_not(void)
{
    struct place place;
    int status = -1;

    make_database(&place);
    set_modes(&place, 0555);
    pid_t child = fork();
    if (child == 0) {
        struct err err = {""};
        if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
            _exit(99);
        int r = try_open(place.path, STORE_WRITE, &err);
        _exit(r == -EROFS && strstr(err.text, place.path) != NULL ? 0 : 1);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_EQUAL(status, 0);
    set_modes(&place, 0755);
    place_remove(&place);
}

static const struct suite_test tests[] = {
    TEST(store_creates_the_database_and_its_directories),
    TEST(store_refuses_a_newer_schema_and_names_both),
    TEST(store_says_how_an_older_schema_is_upgraded),
    TEST(store_refuses_what_is_not_its_own),
    TEST(store_reads_only_what_is_there),
    TEST(store_survives_a_kill_at_any_instant_of_its_creation),
    TEST(store_may_be_created_by_several_processes_at_once),
    TEST(store_waits_for_another_writer_and_readers_do_not),
    TEST(store_names_the_cause_when_another_writer_does_not_end),
    TEST(store_reads_where_it_may_not_write),
    TEST(store_does_not_read_past_a_log_that_it_cannot_merge),
    TEST(store_refuses_to_write_where_it_may_not),
    {NULL, NULL},
};
const struct suite suite_store_files = {"store_files", tests};
