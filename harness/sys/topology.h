/* SPDX-License-Identifier: MIT
 * The running machine's packages, caches, cores and NUMA nodes, by hwloc. */
#ifndef TOPOLOGY_H
#define TOPOLOGY_H

/* hwloc's XML without what names this one machine or its user (host name, serial numbers), for
 * free(); NULL where hwloc cannot tell. */
char *topology_xml(void);

#endif
