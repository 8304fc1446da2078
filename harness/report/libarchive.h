/* SPDX-License-Identifier: MIT
 * libarchive, loaded only where an archive is written or read: with the ten libraries that it
 * needs it would make every start slower, and the launcher larger, below whose size no child's
 * memory can be seen. */
#ifndef LIBARCHIVE_H
#define LIBARCHIVE_H

#include <archive.h>
#include <archive_entry.h>

#include "base/err.h"

/* clang-format off */
#define LIBARCHIVE_FUNCTIONS(each) \
    each(archive_entry_filetype) \
    each(archive_entry_free) \
    each(archive_entry_hardlink) \
    each(archive_entry_new2) \
    each(archive_entry_pathname) \
    each(archive_entry_set_filetype) \
    each(archive_entry_set_mtime) \
    each(archive_entry_set_pathname) \
    each(archive_entry_set_perm) \
    each(archive_entry_set_size) \
    each(archive_entry_sparse_count) \
    each(archive_errno) \
    each(archive_error_string) \
    each(archive_read_data_block) \
    each(archive_read_free) \
    each(archive_read_new) \
    each(archive_read_next_header) \
    each(archive_read_open_filename) \
    each(archive_read_support_filter_gzip) \
    each(archive_read_support_filter_zstd) \
    each(archive_read_support_format_tar) \
    each(archive_write_add_filter_zstd) \
    each(archive_write_close) \
    each(archive_write_data) \
    each(archive_write_free) \
    each(archive_write_header) \
    each(archive_write_new) \
    each(archive_write_open_fd) \
    each(archive_write_set_filter_option) \
    each(archive_write_set_format_pax_restricted)
/* clang-format on */

/* Each function by its name. */
struct libarchive {
    void *handle;
#define LIBARCHIVE_MEMBER(name) __typeof__(name) *name;
    LIBARCHIVE_FUNCTIONS(LIBARCHIVE_MEMBER)
#undef LIBARCHIVE_MEMBER
};

/* -ENOENT, with the package's name, where it is not installed. */
int libarchive_load(struct libarchive *out, struct err *err);
/* Accepts one that was not loaded. */
void libarchive_unload(struct libarchive *library);

#endif
