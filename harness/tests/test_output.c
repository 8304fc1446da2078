/* SPDX-License-Identifier: MIT
 * Tests of exec/output. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

#include "base/mem.h"
#include "exec/output.h"
#include "suite.h"

static struct output *open_with(const char *text)
{
    struct output *output = NULL;
    struct err err = {""};
    size_t length = strlen(text);

    CU_ASSERT_EQUAL_FATAL(output_open(&output, OUTPUT_SLACK, &err), 0);
    CU_ASSERT_EQUAL(write(output_descriptor(output), text, length), (ssize_t)length);
    return output;
}

static void output_is_what_was_written_since_it_was_rewound(void)
{
    struct output *output = open_with("a longer first answer\n");
    struct digest digest, expected = digest_of("second\n", 7);
    struct err err = {""};
    size_t length = 0;
    bool full = true;
    char *text;

    CU_ASSERT_EQUAL(output_rewind(output, &err), 0);
    CU_ASSERT_EQUAL(output_length(output, &length, &full, &err), 0);
    CU_ASSERT_EQUAL(length, 0);
    CU_ASSERT_EQUAL(write(output_descriptor(output), "second\n", 7), 7);
    CU_ASSERT_EQUAL(output_length(output, &length, &full, &err), 0);
    CU_ASSERT_EQUAL(length, 7);
    CU_ASSERT_FALSE(full);
    CU_ASSERT_EQUAL(output_digest(output, &digest, &err), 0);
    CU_ASSERT(digest_equal(&digest, &expected));
    CU_ASSERT_EQUAL(output_head(output, 3, &text, &length, &err), 0);
    CU_ASSERT_STRING_EQUAL(text, "sec");
    CU_ASSERT_EQUAL(length, 3);
    free(text);
    output_close(output);
}

static void a_growing_output_can_be_appended_to(void)
{
    struct output *output;
    struct err err = {""};
    size_t length;
    bool full;
    char *text;

    CU_ASSERT_EQUAL_FATAL(output_open_growing(&output, 10, &err), 0);
    int fd = output_descriptor(output);
    CU_ASSERT_EQUAL(fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_APPEND), 0);
    CU_ASSERT_EQUAL(write(fd, "one ", 4), 4);
    CU_ASSERT_EQUAL(write(fd, "two\n", 4), 4);
    CU_ASSERT_EQUAL(output_tail(output, 100, &text, &err), 0);
    CU_ASSERT_STRING_EQUAL(text, "one two\n");
    free(text);
    CU_ASSERT_EQUAL(output_length(output, &length, &full, &err), 0);
    CU_ASSERT_FALSE(full);
    CU_ASSERT_EQUAL(write(fd, "too much", 8), 8);
    CU_ASSERT_EQUAL(output_length(output, &length, &full, &err), 0);
    CU_ASSERT_TRUE(full);
    output_close(output);
}

static void output_digests_more_than_a_chunk(void)
{
    enum { SIZE = 3 * 64 * 1024 + 17 };
    char *bytes = mem_alloc(SIZE, 1);
    struct output *output;
    struct digest digest;
    struct err err = {""};

    for (size_t i = 0; i < SIZE; i++)
        bytes[i] = (char)(i * 7 + i / 251);
    struct digest expected = digest_of(bytes, SIZE);
    CU_ASSERT_EQUAL_FATAL(output_open(&output, SIZE, &err), 0);
    CU_ASSERT_EQUAL(write(output_descriptor(output), bytes, SIZE), SIZE);
    CU_ASSERT_EQUAL(output_digest(output, &digest, &err), 0);
    CU_ASSERT(digest_equal(&digest, &expected));
    output_close(output);
    free(bytes);
}

static void output_tail_starts_at_a_line_where_it_can(void)
{
    static const struct {
        const char *text;
        size_t max;
        const char *tail;
    } cases[] = {
        {"one\ntwo\nthree\n", 100, "one\ntwo\nthree\n"},
        {"one\ntwo\nthree\n", 9, "three\n"},
        {"one\ntwo\nthree", 8, "three"},
        {"a single long line\n", 6, " line\n"},
        {"", 10, ""},
        {"one\n", 0, ""},
    };
    struct err err = {""};

    for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
        struct output *output = open_with(cases[i].text);
        char *tail = NULL;
        CU_ASSERT_EQUAL(output_tail(output, cases[i].max, &tail, &err), 0);
        CU_ASSERT_STRING_EQUAL(tail, cases[i].tail);
        free(tail);
        output_close(output);
    }
}

static void output_cannot_be_reopened_truncated_or_grown(void)
{
    struct output *output = open_with("kept");
    struct err err = {""};
    struct stat status;
    char path[64];

    snprintf(path, sizeof(path), "/proc/self/fd/%d", output_descriptor(output));
    CU_ASSERT_EQUAL(open(path, O_WRONLY | O_TRUNC | O_CLOEXEC), -1);
    CU_ASSERT_EQUAL(errno, EPERM);
    CU_ASSERT_EQUAL(fstat(output_descriptor(output), &status), 0);
    CU_ASSERT_EQUAL(pwrite(output_descriptor(output), "x", 1, status.st_size), -1);
    CU_ASSERT_EQUAL(errno, EPERM);
    CU_ASSERT_EQUAL(ftruncate(output_descriptor(output), 0), -1);
    output_close(output);
    CU_ASSERT_EQUAL(output_open(&output, SIZE_MAX / 2 + 1, &err) < 0, 1);
    CU_ASSERT_PTR_NULL(output);
}

static void output_survives_a_program_that_seeks_past_its_end(void)
{
    struct output *output = open_with("short");
    struct err err = {""};
    size_t length = 0;
    bool full = false;
    struct digest digest;

    CU_ASSERT(lseek(output_descriptor(output), (off_t)1 << 40, SEEK_SET) > 0);
    CU_ASSERT_EQUAL(output_length(output, &length, &full, &err), 0);
    CU_ASSERT(full);
    CU_ASSERT_EQUAL(output_digest(output, &digest, &err), 0);
    output_close(output);
}

static const struct suite_test tests[] = {
    TEST(output_is_what_was_written_since_it_was_rewound),
    TEST(a_growing_output_can_be_appended_to),
    TEST(output_digests_more_than_a_chunk),
    TEST(output_tail_starts_at_a_line_where_it_can),
    TEST(output_cannot_be_reopened_truncated_or_grown),
    TEST(output_survives_a_program_that_seeks_past_its_end),
    {NULL, NULL},
};
const struct suite suite_output = {"output", tests};
