/* SPDX-License-Identifier: MIT
 * Tests of store/spool through the store: trials that come fast, and processes that are killed.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "place_fixture.h"
#include "store/spool.h"
#include "store_fixture.h"
#include "suite.h"

enum { FAST = 5, MAGIC_AT = 0, STARTED_AT = 32, COUNT_AT = 40 };

struct bench {
    struct place place;
    char spool[128]; /* the file's path */
    int64_t plan[FAST];
    struct fixture f;
};

static void bench_begin(struct bench *bench)
{
    place_make(&bench->place);
    snprintf(bench->spool, sizeof(bench->spool), "%s-trials", bench->place.path);
    fixture_open(&bench->f, bench->place.path);
    for (int i = 0; i < FAST; i++)
        bench->plan[i] = fixture_place(&bench->f, STORE_TRIAL, bench->f.cells[0], i);
}

static void bench_make(struct bench *bench)
{
    bench_begin(bench);
    store_gather(bench->f.store);
}

static void bench_remove(struct bench *bench)
{
    fixture_close(&bench->f);
    place_remove(&bench->place);
}

/* The first goes straight into the database, the others come too soon after it for that. */
static void add(struct bench *bench, int from, int to)
{
    struct err err = {""};

    for (int i = from; i < to; i++) {
        struct digest answer = fixture_digest((unsigned char)(i + 1));
        struct store_trial trial = fixture_trial(&bench->f, bench->plan[i]);
        trial.output_digest = &answer;
        if (store_add_trial(bench->f.store, &trial, &err) != 0)
            CU_FAIL(err.text);
    }
}

/* A process of its own adds them and is killed before they are settled. */
static void add_and_be_killed(struct bench *bench)
{
    int status;

    fixture_close(&bench->f);
    bench->f.store = NULL;
    pid_t child = fork();
    if (child == 0) {
        struct err err;
        struct store_session session = fixture_session(&bench->f);
        if (store_open(&bench->f.store, bench->place.path, STORE_WRITE, &err) == 0 &&
            store_add_session(bench->f.store, &session, &bench->f.session, &err) == 0) {
            store_gather(bench->f.store);
            add(bench, 0, FAST);
        }
        raise(SIGKILL);
    }
    waitpid(child, &status, 0);
    CU_ASSERT_TRUE(WIFSIGNALED(status));
}

static int reopen(struct bench *bench, struct err *err)
{
    return store_open(&bench->f.store, bench->place.path, STORE_WRITE, err);
}

static int count(struct bench *bench, struct store *store)
{
    struct fixture f = bench->f;
    int rows = 0;

    f.store = store;
    char *text = fixture_ask(&f, "trials");
    for (const char *c = text; *c != '\0'; c++)
        rows += *c == '|';
    free(text);
    return rows;
}

/* What another process sees. */
static int count_from_outside(struct bench *bench)
{
    struct store *other;
    struct err err = {""};

    if (store_open(&other, bench->place.path, STORE_READ, &err) < 0)
        CU_FAIL_FATAL(err.text);
    int rows = count(bench, other);
    store_close(other);
    return rows;
}

static void patch(const char *path, off_t at, unsigned char byte)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);

    CU_ASSERT_EQUAL(pwrite(fd, &byte, 1, at), 1);
    close(fd);
}

static void trials_that_come_fast_wait_beside_the_database(void)
{
    struct bench bench;
    struct err err = {""};

    bench_make(&bench);
    add(&bench, 0, FAST);
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), 0);
    CU_ASSERT_EQUAL(count_from_outside(&bench), 1);
    CU_ASSERT_EQUAL(count(&bench, bench.f.store), FAST);
    CU_ASSERT_EQUAL(count_from_outside(&bench), FAST);
    fixture_close(&bench.f);
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), -1);
    CU_ASSERT_EQUAL(reopen(&bench, &err), 0);
    char *rows = fixture_ask(&bench.f, "export_csv");
    for (int i = 0; i < FAST; i++) {
        char digest[65];
        snprintf(digest, sizeof(digest), "%02x%062d", i + 1, 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(rows, digest));
    }
    free(rows);
    bench_remove(&bench);
}

static void trials_that_come_slowly_do_not_wait(void)
{
    struct bench bench;

    bench_make(&bench);
    add(&bench, 0, 1);
    usleep(STORE_GATHER_NS / 1000);
    add(&bench, 1, 2);
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), -1);
    CU_ASSERT_EQUAL(count_from_outside(&bench), 2);
    bench_remove(&bench);
}

static void trials_wait_only_where_that_was_asked_for(void)
{
    struct bench bench;

    bench_begin(&bench);
    add(&bench, 0, FAST);
    CU_ASSERT_EQUAL(count_from_outside(&bench), FAST);
    bench_remove(&bench);
}

static void a_trial_that_failed_goes_into_the_database_and_takes_the_others_along(void)
{
    struct bench bench;
    struct err err = {""};

    bench_make(&bench);
    add(&bench, 0, 3);
    struct store_trial failed = fixture_trial(&bench.f, bench.plan[3]);
    failed.status = "exit";
    failed.reason = "exited with 1";
    CU_ASSERT_EQUAL(store_add_trial(bench.f.store, &failed, &err), 0);
    CU_ASSERT_EQUAL(count_from_outside(&bench), 4);
    bench_remove(&bench);
}

static void what_a_killed_process_had_spooled_is_found_by_the_next_one(void)
{
    struct bench bench;
    struct err err = {""};

    bench_make(&bench);
    add_and_be_killed(&bench);
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), 0);
    CU_ASSERT_EQUAL(count_from_outside(&bench), 1);
    CU_ASSERT_EQUAL_FATAL(reopen(&bench, &err), 0);
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), -1);
    CU_ASSERT_EQUAL(count(&bench, bench.f.store), FAST);
    bench_remove(&bench);
}

/* As after a kill between the transaction and the clearing of the spool. */
static void a_spooled_trial_that_is_in_the_database_already_is_no_error(void)
{
    struct bench bench;
    struct err err = {""};
    char saved[160];

    bench_make(&bench);
    add_and_be_killed(&bench);
    snprintf(saved, sizeof(saved), "%s.saved", bench.spool);
    CU_ASSERT_EQUAL(link(bench.spool, saved), 0);
    CU_ASSERT_EQUAL_FATAL(reopen(&bench, &err), 0);
    fixture_close(&bench.f);
    CU_ASSERT_EQUAL(rename(saved, bench.spool), 0);
    patch(bench.spool, COUNT_AT, FAST - 1);
    CU_ASSERT_EQUAL_FATAL(reopen(&bench, &err), 0);
    CU_ASSERT_EQUAL(count(&bench, bench.f.store), FAST);
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), -1);
    bench_remove(&bench);
}

static void spooled_trials_of_another_database_are_not_taken_for_this_ones(void)
{
    struct bench bench;
    struct err err = {""};

    bench_make(&bench);
    add_and_be_killed(&bench);
    patch(bench.spool, STARTED_AT, 99);
    CU_ASSERT_EQUAL_FATAL(reopen(&bench, &err), 0);
    CU_ASSERT_EQUAL(count(&bench, bench.f.store), 1);
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), -1);
    bench_remove(&bench);
}

static void a_spool_of_another_version_is_refused_and_kept(void)
{
    struct bench bench;
    struct err err = {""};

    bench_make(&bench);
    add_and_be_killed(&bench);
    patch(bench.spool, MAGIC_AT, 'P');
    CU_ASSERT_EQUAL(reopen(&bench, &err), -EPROTO);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bench.spool));
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), 0);
    bench_remove(&bench);
}

static void a_spool_that_cannot_be_read_is_an_error(void)
{
    struct bench bench;
    struct err err = {""};

    bench_make(&bench);
    fixture_close(&bench.f);
    bench.f.store = NULL;
    CU_ASSERT_EQUAL(mkdir(bench.spool, 0777), 0); /* no one may write there, root neither */
    CU_ASSERT_EQUAL(reopen(&bench, &err), -EISDIR);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bench.spool));
    bench_remove(&bench);
}

static void two_processes_do_not_share_a_spool(void)
{
    struct bench bench;
    struct spool *held;
    struct err err = {""};

    bench_make(&bench);
    CU_ASSERT_EQUAL_FATAL(spool_open(&held, bench.place.path, true, &err), 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(held);
    add(&bench, 0, FAST);
    CU_ASSERT_EQUAL(spool_count(held), 0);
    CU_ASSERT_EQUAL(count_from_outside(&bench), FAST);
    spool_close(held);
    bench_remove(&bench);
}

static void a_spool_takes_what_it_has_room_for_of_one_session(void)
{
    struct bench bench;
    struct spool *spool;
    struct err err = {""};
    struct spool_session session = {7, 8};
    size_t taken = 0;

    bench_make(&bench);
    CU_ASSERT_EQUAL_FATAL(spool_open(&spool, bench.place.path, true, &err), 0);
    struct store_trial trial = fixture_trial(&bench.f, 1);
    trial.session_id = 6;
    CU_ASSERT_FALSE(spool_add(spool, &session, &trial));
    trial.session_id = 7;
    while (taken < 100000 && spool_add(spool, &session, &trial))
        taken++;
    CU_ASSERT_EQUAL(taken, 512);
    CU_ASSERT_EQUAL(spool_count(spool), 512);
    spool_clear(spool);
    CU_ASSERT_TRUE(spool_add(spool, &session, &trial));
    spool_clear(spool);
    spool_close(spool);
    CU_ASSERT_EQUAL(access(bench.spool, F_OK), -1);
    bench_remove(&bench);
}

static const struct suite_test tests[] = {
    TEST(trials_that_come_fast_wait_beside_the_database),
    TEST(trials_that_come_slowly_do_not_wait),
    TEST(trials_wait_only_where_that_was_asked_for),
    TEST(a_trial_that_failed_goes_into_the_database_and_takes_the_others_along),
    TEST(what_a_killed_process_had_spooled_is_found_by_the_next_one),
    TEST(a_spooled_trial_that_is_in_the_database_already_is_no_error),
    TEST(spooled_trials_of_another_database_are_not_taken_for_this_ones),
    TEST(a_spool_of_another_version_is_refused_and_kept),
    TEST(a_spool_that_cannot_be_read_is_an_error),
    TEST(two_processes_do_not_share_a_spool),
    TEST(a_spool_takes_what_it_has_room_for_of_one_session),
    {NULL, NULL},
};
const struct suite suite_spool = {"spool", tests};
