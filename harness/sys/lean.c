/* SPDX-License-Identifier: MIT
 * Giving back resident pages. */
#include "sys/lean.h"

#include <fcntl.h>
#include <link.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { RANGES_MAX = 256 };

/* Found first and given back together: finding them reads the libraries' headers. */
struct ranges {
    uintptr_t page;
    size_t count;
    struct {
        uintptr_t from, to;
    } range[RANGES_MAX];
};

/* The whole pages between FROM and TO. */
static void add(struct ranges *ranges, uintptr_t from, uintptr_t to)
{
    from = (from + ranges->page - 1) & ~(ranges->page - 1);
    to &= ~(ranges->page - 1);
    if (from < to && ranges->count < RANGES_MAX) {
        ranges->range[ranges->count].from = from;
        ranges->range[ranges->count++].to = to;
    }
}

/* The loader still walks through every library's dynamic section when it looks up a name. */
static void add_around_dynamic(struct ranges *ranges, const struct dl_phdr_info *info,
                               uintptr_t from, uintptr_t to)
{
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type != PT_DYNAMIC)
            continue;
        uintptr_t dynamic = info->dlpi_addr + header->p_vaddr;
        add(ranges, from, dynamic & ~(ranges->page - 1));
        add(ranges, dynamic + header->p_memsz, to);
    }
}

static int visit(struct dl_phdr_info *info, size_t size, void *opaque)
{
    struct ranges *ranges = opaque;
    int unneeded = strstr(info->dlpi_name, "/libpfm.so") != NULL;

    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        uintptr_t from = info->dlpi_addr + header->p_vaddr;
        if (header->p_type != PT_LOAD)
            continue;
        if ((header->p_flags & PF_W) == 0)
            add(ranges, from & ~(ranges->page - 1), from + header->p_memsz);
        else if (unneeded)
            add_around_dynamic(ranges, info, from, from + header->p_memsz);
    }
    return 0;
}

/* Linux, Documentation/filesystems/proc.rst: 5 resets the peak resident set. */
static void forget_peak(void)
{
    int fd = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);

    if (fd < 0)
        return;
    ssize_t n = write(fd, "5", 1);
    (void)n;
    close(fd);
}

void lean_down(void)
{
    struct ranges ranges = {.page = (uintptr_t)sysconf(_SC_PAGESIZE)};

    dl_iterate_phdr(visit, &ranges);
    for (size_t i = 0; i < ranges.count; i++) {
        void *from = (void *)ranges.range[i].from; /* NOLINT: an address by number */
        madvise(from, ranges.range[i].to - ranges.range[i].from, MADV_DONTNEED);
    }
    forget_peak();
}
