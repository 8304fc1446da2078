/* SPDX-License-Identifier: MIT
 * What machine this is and what state it is in: facts that are stored with each session. */
#ifndef HOST_H
#define HOST_H

#include <stdint.h>

#include "base/err.h"
#include "sys/digest.h"

/* What does not change while the machine is the same. No serial numbers, no host name. A fact
 * that the machine does not tell is "" or -1. */
struct machine {
    char cpu_vendor[32];
    char cpu_model[128];
    int cpu_family, cpu_model_number, cpu_stepping;
    int packages, cores; /* of the CPUs online at the time */
    int threads;         /* CPUs present, online or not: switching SMT off leaves it */
    int64_t memory_bytes;
    char hypervisor[32]; /* "" on bare metal, "kvm", "unknown" ... from the CPU flag and DMI */
    char *topology_xml;  /* hwloc's export; freed by machine_free(); NULL: not the running
                            machine, or hwloc cannot tell */
};

/* What may change between sessions. A fact that the machine does not tell is "" or -1. */
struct host_state {
    struct digest machine; /* machine_digest() of the machine whose state it is */
    char kernel[128];      /* uname -r */
    char os[128];          /* PRETTY_NAME of os-release */
    char microcode[32];
    char governor[32]; /* of the CPUs online; "mixed" where they differ */
    char frequency_driver[32];
    int turbo; /* 1 on, 0 off */
    int smt;   /* 1 active */
    int aslr;  /* kernel.randomize_va_space */
    int sgx;   /* CPU flag: energy filtering may be on (INTEL-SA-00389) */
    int64_t min_frequency_hz, max_frequency_hz; /* bounds set now, over all CPUs online */
    int64_t perf_event_paranoid;                /* -1 is a setting; INT64_MIN: not told */
    char online_cpus[1024];
    char boot_id[40];
};

/* Without /proc/cpuinfo, /proc/meminfo or the lists of CPUs below ROOT an error; whatever else
 * is missing is left out. */
int machine_read(struct machine *out, const char *root, struct err *err);
void machine_free(struct machine *machine);

/* Of what identifies it: neither the cores online nor a kernel's share of the memory changes
 * it. */
struct digest machine_digest(const struct machine *machine);

int host_state_read(struct host_state *out, const char *root, struct err *err);

/* Of everything but the boot. */
struct digest host_state_digest(const struct host_state *state);

/* The x86-64 micro-architecture level, 1 to 4 (System V psABI), of the CPU below ROOT; 1
 * elsewhere. */
int host_x86_64_level(const char *root);

#endif
