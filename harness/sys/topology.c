/* SPDX-License-Identifier: MIT
 * hwloc's export, with names and states taken out. */
#include "sys/topology.h"

#include <string.h>

#include <hwloc.h>

#include "base/mem.h"

/* What hwloc says of the whole machine and we keep. The rest is its host name, its serial
 * numbers, the running kernel and process. */
static int is_public(const char *name)
{
    static const char *const names[] = {
        "Architecture",    "Backend",      "DMIBoardName",      "DMIBoardVendor",
        "DMIBoardVersion", "DMIBIOSDate",  "DMIBIOSVendor",     "DMIBIOSVersion",
        "DMIProductName",  "DMISysVendor", "DMIProductVersion", "hwlocVersion",
    };

    for (size_t i = 0; i < ARRAY_SIZE(names); i++)
        if (strcmp(names[i], name) == 0)
            return 1;
    return 0;
}

/* hwloc 2 has no call that removes an info: its value is emptied. */
static void anonymise(hwloc_topology_t topology)
{
    hwloc_obj_t machine = hwloc_get_root_obj(topology);

    for (unsigned i = 0; i < machine->infos_count; i++)
        if (!is_public(machine->infos[i].name))
            machine->infos[i].value[0] = '\0';
}

char *topology_xml(void)
{
    hwloc_topology_t topology;
    char *xml, *copy = NULL;
    int length;

    if (hwloc_topology_init(&topology) < 0)
        return NULL;
    if (hwloc_topology_set_flags(topology, HWLOC_TOPOLOGY_FLAG_INCLUDE_DISALLOWED) == 0 &&
        hwloc_topology_load(topology) == 0) {
        anonymise(topology);
        if (hwloc_topology_export_xmlbuffer(topology, &xml, &length, 0) == 0) {
            copy = mem_dup(xml);
            hwloc_free_xmlbuffer(topology, xml);
        }
    }
    hwloc_topology_destroy(topology);
    return copy;
}
