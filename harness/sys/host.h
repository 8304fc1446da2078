/* SPDX-License-Identifier: MIT
 * What machine this is and what state it is in: facts that are stored with each session. */
#ifndef HOST_H
#define HOST_H

#include <stdint.h>

#include "base/err.h"
#include "sys/digest.h"

/* What does not change while the machine is the same. No serial numbers, no host name. */
struct machine {
    char cpu_vendor[32];
    char cpu_model[128];
    int cpu_family, cpu_model_number, cpu_stepping; /* -1: not told */
    int packages, cores, threads;                   /* online at the time */
    int64_t memory_bytes;
    char hypervisor[32]; /* "" on bare metal, "kvm", "unknown" ... from the CPU flag and DMI */
    char *topology_xml;  /* hwloc's export; freed by machine_free() */
};

/* What may change between sessions. A fact that the machine does not tell is "" or -1. */
struct host_state {
    char kernel[128]; /* uname -r */
    char os[128];     /* PRETTY_NAME of os-release */
    char microcode[32];
    char governor[32]; /* of CPU 0; "mixed" where CPUs differ */
    char frequency_driver[32];
    int turbo; /* 1 on, 0 off */
    int smt;   /* 1 active */
    int aslr;  /* kernel.randomize_va_space */
    int sgx;   /* CPU flag: energy filtering may be on (INTEL-SA-00389) */
    int64_t min_frequency_hz, max_frequency_hz;
    int64_t perf_event_paranoid;
    char online_cpus[256];
    char boot_id[40];
};

int machine_read(struct machine *out, const char *root, struct err *err);
void machine_free(struct machine *machine);
struct digest machine_digest(const struct machine *machine);

int host_state_read(struct host_state *out, const char *root, struct err *err);
struct digest host_state_digest(const struct host_state *state);

/* The x86-64 micro-architecture level, 1 to 4 (System V psABI), of the CPU below ROOT; 1
 * elsewhere. */
int host_x86_64_level(const char *root);

#endif
