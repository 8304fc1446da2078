/* SPDX-License-Identifier: MIT
 * The machine and its state, from small files below a root. */
#include "sys/host.h"

#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sys/cpuinfo.h"
#include "sys/root.h"
#include "sys/topology.h"

#define CPU_DIRECTORY "/sys/devices/system/cpu"

enum { CPUS_MAX = 4096, PATH_SIZE = 128 };

/* The file's text, "" where it does not tell. */
static void read_text(const char *root, const char *path, char *out, size_t size)
{
    struct err ignored;

    if (root_read(root, path, out, size, &ignored) < 0)
        out[0] = '\0';
}

/* The file's number, ABSENT where it does not tell one within LOW and HIGH. */
static int64_t read_number(const char *root, const char *path, int64_t low, int64_t high,
                           int64_t absent)
{
    struct err ignored;
    int64_t value;

    if (root_read_integer(root, path, &value, &ignored) < 0 || value < low || value > high)
        return absent;
    return value;
}

/* A list of CPUs: "online", "present". Returns how many. */
static int read_cpus(const char *root, const char *name, int cpus[static CPUS_MAX],
                     struct err *err)
{
    char path[PATH_SIZE], list[ROOT_FILE_SIZE];
    int r;

    snprintf(path, sizeof(path), CPU_DIRECTORY "/%s", name);
    if ((r = root_read(root, path, list, sizeof(list), err)) < 0)
        return r;
    if ((r = root_parse_cpus(list, cpus, CPUS_MAX, err)) < 0)
        return err_prefix(err, r, "%s%s", root, path);
    if (r == 0)
        return err_set(err, -EINVAL, "%s%s: no CPU", root, path);
    return r;
}

/* --- machine --- */

/* A core is counted at the first of its CPUs; a CPU that tells of no others is one. */
static int is_first_of_core(const char *root, int cpu)
{
    static const char *const names[] = {"core_cpus_list", "thread_siblings_list"};
    char path[PATH_SIZE], list[ROOT_FILE_SIZE];

    for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
        snprintf(path, sizeof(path), CPU_DIRECTORY "/cpu%d/topology/%s", cpu, names[i]);
        read_text(root, path, list, sizeof(list));
        if (list[0] != '\0')
            return strtol(list, NULL, 10) == cpu;
    }
    return 1;
}

static int64_t package_of(const char *root, int cpu)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof(path), CPU_DIRECTORY "/cpu%d/topology/physical_package_id", cpu);
    return read_number(root, path, 0, INT_MAX, 0);
}

static int count_topology(struct machine *out, const char *root, struct err *err)
{
    int cpus[CPUS_MAX];
    int64_t *packages = NULL;
    size_t count = 0;

    int online = read_cpus(root, "online", cpus, err);
    for (int i = 0; i < online; i++) {
        int64_t package = package_of(root, cpus[i]);
        size_t p = 0;
        while (p < count && packages[p] != package)
            p++;
        if (p == count) {
            packages = mem_grow(packages, count, sizeof(*packages));
            packages[count++] = package;
        }
        out->cores += is_first_of_core(root, cpus[i]);
    }
    free(packages);
    out->packages = (int)count;
    return online < 0 ? online : 0;
}

static int read_memory(int64_t *out_bytes, const char *root, struct err *err)
{
    char text[ROOT_FILE_SIZE * 2];
    int64_t kib;
    int r;

    if ((r = root_read(root, "/proc/meminfo", text, sizeof(text), err)) < 0)
        return r;
    const char *line = strstr(text, "MemTotal:");
    if (line == NULL || sscanf(line, "MemTotal: %" SCNd64 " kB", &kib) != 1 || kib < 0 ||
        kib > INT64_MAX / 1024)
        return err_set(err, -EINVAL, "%s/proc/meminfo: no MemTotal", root);
    *out_bytes = kib * 1024;
    return 0;
}

/* What DMI shows of hypervisors, as systemd-detect-virt knows them too. */
static const struct {
    const char *text, *name;
} vendors[] = {
    {"QEMU", "kvm"},
    {"KVM", "kvm"},
    {"Google Compute Engine", "kvm"},
    {"DigitalOcean", "kvm"},
    {"OpenStack", "kvm"},
    {"Hetzner", "kvm"},
    {"HVM domU", "xen"},
    {"Xen", "xen"},
    {"Amazon EC2", "kvm"}, /* Nitro; the older ones say HVM domU */
    {"VMware", "vmware"},
    {"VirtualBox", "virtualbox"},
    {"Virtual Machine", "hyper-v"},
    {"BHYVE", "bhyve"},
    {"Parallels", "parallels"},
};

/* The CPU flag decides: bare metal rented from a cloud bears its vendor's name too. */
static void read_hypervisor(struct machine *out, const char *root, const struct cpuinfo *cpu)
{
    char dmi[512], product[256];

    if (cpu->hypervisor != 1)
        return;
    read_text(root, "/sys/hypervisor/type", out->hypervisor, sizeof(out->hypervisor));
    if (out->hypervisor[0] != '\0')
        return;
    read_text(root, "/sys/class/dmi/id/sys_vendor", dmi, sizeof(dmi) / 2);
    read_text(root, "/sys/class/dmi/id/product_name", product, sizeof(product));
    size_t used = strlen(dmi);
    snprintf(dmi + used, sizeof(dmi) - used, " %s", product);
    const char *name = "unknown";
    for (size_t i = ARRAY_SIZE(vendors); i-- > 0;)
        if (strstr(dmi, vendors[i].text) != NULL)
            name = vendors[i].name;
    snprintf(out->hypervisor, sizeof(out->hypervisor), "%s", name);
}

/* All but the topology. */
static int read_machine(struct machine *out, const struct cpuinfo *cpu, const char *root,
                        struct err *err)
{
    int cpus[CPUS_MAX];
    int r;

    *out = (struct machine){.cores = 0};
    memcpy(out->cpu_vendor, cpu->vendor, sizeof(out->cpu_vendor));
    memcpy(out->cpu_model, cpu->model, sizeof(out->cpu_model));
    out->cpu_family = cpu->family;
    out->cpu_model_number = cpu->model_number;
    out->cpu_stepping = cpu->stepping;
    if ((r = read_memory(&out->memory_bytes, root, err)) < 0 ||
        (r = count_topology(out, root, err)) < 0 ||
        (r = read_cpus(root, "present", cpus, err)) < 0)
        return r;
    out->threads = r;
    read_hypervisor(out, root, cpu);
    return 0;
}

int machine_read(struct machine *out, const char *root, struct err *err)
{
    struct cpuinfo cpu;
    int r;

    *out = (struct machine){.cores = 0};
    if ((r = cpuinfo_read(&cpu, root, err)) < 0 || (r = read_machine(out, &cpu, root, err)) < 0)
        return r;
    if (root[0] == '\0')
        out->topology_xml = topology_xml();
    return 0;
}

void machine_free(struct machine *machine)
{
    free(machine->topology_xml);
    machine->topology_xml = NULL;
}

static void add_number(struct digest_state *digest, int64_t value)
{
    digest_add(digest, &value, sizeof(value));
}

/* MemTotal moves by some MB from kernel to kernel: GiB, rounded, do not. */
struct digest machine_digest(const struct machine *machine)
{
    const int64_t gib = INT64_C(1) << 30;
    struct digest_state digest;

    digest_init(&digest);
    digest_add_text(&digest, machine->cpu_vendor);
    digest_add_text(&digest, machine->cpu_model);
    add_number(&digest, machine->cpu_family);
    add_number(&digest, machine->cpu_model_number);
    add_number(&digest, machine->cpu_stepping);
    add_number(&digest, machine->packages);
    add_number(&digest, machine->threads);
    add_number(&digest, machine->memory_bytes / gib + (machine->memory_bytes % gib >= gib / 2));
    digest_add_text(&digest, machine->hypervisor);
    return digest_end(&digest);
}

/* --- state --- */

/* The value of PRETTY_NAME="...", its quotes taken off and \" \\ \$ \` resolved
 * (os-release(5)). */
static void read_os(struct host_state *out, const char *root)
{
    char text[ROOT_FILE_SIZE];
    static const char key[] = "PRETTY_NAME=";
    const char *at = text;
    size_t used = 0;

    read_text(root, "/etc/os-release", text, sizeof(text));
    if (text[0] == '\0')
        read_text(root, "/usr/lib/os-release", text, sizeof(text));
    while (at != NULL && strncmp(at, key, strlen(key)) != 0) {
        at = strchr(at, '\n');
        at += at != NULL;
    }
    if (at == NULL)
        return;
    at += strlen(key);
    char quote = *at == '"' || *at == '\'' ? *at++ : '\n';
    for (; *at != '\0' && *at != '\n' && *at != quote && used + 1 < sizeof(out->os); at++) {
        at += *at == '\\' && at[1] != '\0';
        out->os[used++] = *at;
    }
    out->os[used] = '\0';
}

static void read_cpufreq(const char *root, int cpu, const char *name, char *out, size_t size)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof(path), CPU_DIRECTORY "/cpu%d/cpufreq/%s", cpu, name);
    read_text(root, path, out, size);
}

static int64_t read_frequency_hz(const char *root, int cpu, const char *name)
{
    char path[PATH_SIZE];

    snprintf(path, sizeof(path), CPU_DIRECTORY "/cpu%d/cpufreq/%s", cpu, name);
    int64_t khz = read_number(root, path, 0, INT64_MAX / 1000, -1);
    return khz < 0 ? -1 : khz * 1000;
}

/* Hybrid CPUs have cores with other bounds: the widest are kept. */
static void read_frequencies(struct host_state *out, const char *root, const int *cpus,
                             int count)
{
    char governor[sizeof(out->governor)];

    read_cpufreq(root, cpus[0], "scaling_driver", out->frequency_driver,
                 sizeof(out->frequency_driver));
    read_cpufreq(root, cpus[0], "scaling_governor", out->governor, sizeof(out->governor));
    for (int i = 0; i < count; i++) {
        read_cpufreq(root, cpus[i], "scaling_governor", governor, sizeof(governor));
        if (strcmp(governor, out->governor) != 0)
            snprintf(out->governor, sizeof(out->governor), "mixed");
        int64_t low = read_frequency_hz(root, cpus[i], "scaling_min_freq");
        int64_t high = read_frequency_hz(root, cpus[i], "scaling_max_freq");
        if (low >= 0 && (out->min_frequency_hz < 0 || low < out->min_frequency_hz))
            out->min_frequency_hz = low;
        if (high > out->max_frequency_hz)
            out->max_frequency_hz = high;
    }
}

static int read_turbo(const char *root)
{
    int64_t off = read_number(root, CPU_DIRECTORY "/intel_pstate/no_turbo", 0, 1, -1);

    if (off >= 0)
        return off == 0;
    return (int)read_number(root, CPU_DIRECTORY "/cpufreq/boost", 0, 1, -1);
}

int host_state_read(struct host_state *out, const char *root, struct err *err)
{
    struct machine machine;
    struct cpuinfo cpu;
    int cpus[CPUS_MAX];
    int r;

    *out = (struct host_state){.min_frequency_hz = -1, .max_frequency_hz = -1};
    if ((r = cpuinfo_read(&cpu, root, err)) < 0 ||
        (r = read_machine(&machine, &cpu, root, err)) < 0 ||
        (r = read_cpus(root, "online", cpus, err)) < 0)
        return r;
    out->machine = machine_digest(&machine);
    memcpy(out->microcode, cpu.microcode, sizeof(out->microcode));
    out->sgx = cpu.sgx;
    read_frequencies(out, root, cpus, r);
    out->turbo = read_turbo(root);
    read_os(out, root);
    read_text(root, CPU_DIRECTORY "/online", out->online_cpus, sizeof(out->online_cpus));
    read_text(root, "/proc/sys/kernel/osrelease", out->kernel, sizeof(out->kernel));
    read_text(root, "/proc/sys/kernel/random/boot_id", out->boot_id, sizeof(out->boot_id));
    out->smt = (int)read_number(root, CPU_DIRECTORY "/smt/active", 0, 1, -1);
    out->aslr = (int)read_number(root, "/proc/sys/kernel/randomize_va_space", 0, 2, -1);
    out->perf_event_paranoid = read_number(root, "/proc/sys/kernel/perf_event_paranoid",
                                           INT64_MIN, INT64_MAX, INT64_MIN);
    return 0;
}

struct digest host_state_digest(const struct host_state *state)
{
    struct digest_state digest;

    digest_init(&digest);
    digest_add(&digest, state->machine.bytes, sizeof(state->machine.bytes));
    digest_add_text(&digest, state->kernel);
    digest_add_text(&digest, state->os);
    digest_add_text(&digest, state->microcode);
    digest_add_text(&digest, state->governor);
    digest_add_text(&digest, state->frequency_driver);
    add_number(&digest, state->turbo);
    add_number(&digest, state->smt);
    add_number(&digest, state->aslr);
    add_number(&digest, state->sgx);
    add_number(&digest, state->min_frequency_hz);
    add_number(&digest, state->max_frequency_hz);
    add_number(&digest, state->perf_event_paranoid);
    digest_add_text(&digest, state->online_cpus);
    return digest_end(&digest);
}

int host_x86_64_level(const char *root)
{
    struct cpuinfo cpu;
    struct err ignored;

    return cpuinfo_read(&cpu, root, &ignored) < 0 ? 1 : cpu.x86_64_level;
}
