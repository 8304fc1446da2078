/* SPDX-License-Identifier: MIT
 * Tests of sys/host and sys/cpuinfo on three invented machines. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/CUnit.h>

#include "suite.h"
#include "sys/cpuinfo.h"
#include "sys/host.h"

#define DESKTOP FIXTURES "/host/desktop"
#define GUEST FIXTURES "/host/guest"
#define SERVER FIXTURES "/host/server"

static struct machine machine_of(const char *root)
{
    struct machine machine;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(machine_read(&machine, root, &err), 0);
    return machine;
}

static struct host_state state_of(const char *root)
{
    struct host_state state;
    struct err err = {.text = ""};

    CU_ASSERT_EQUAL_FATAL(host_state_read(&state, root, &err), 0);
    return state;
}

static void host_reads_a_desktop(void)
{
    struct machine m = machine_of(DESKTOP);

    CU_ASSERT_STRING_EQUAL(m.cpu_vendor, "GenuineIntel");
    CU_ASSERT_STRING_EQUAL(m.cpu_model, "Intel(R) Core(TM) i7-7700 CPU @ 3.60GHz");
    CU_ASSERT_EQUAL(m.cpu_family, 6);
    CU_ASSERT_EQUAL(m.cpu_model_number, 158);
    CU_ASSERT_EQUAL(m.cpu_stepping, 9);
    CU_ASSERT_EQUAL(m.packages, 1);
    CU_ASSERT_EQUAL(m.cores, 4);
    CU_ASSERT_EQUAL(m.threads, 8);
    CU_ASSERT_EQUAL(m.memory_bytes, INT64_C(16282936) * 1024);
    CU_ASSERT_STRING_EQUAL(m.hypervisor, "");
    CU_ASSERT_PTR_NULL(m.topology_xml);
    machine_free(&m);
}

static void host_reads_the_state_of_a_desktop(void)
{
    struct host_state s = state_of(DESKTOP);

    CU_ASSERT_STRING_EQUAL(s.kernel, "6.1.0-28-amd64");
    CU_ASSERT_STRING_EQUAL(s.os, "Debian GNU/Linux 12 (bookworm)");
    CU_ASSERT_STRING_EQUAL(s.microcode, "0xf8");
    CU_ASSERT_STRING_EQUAL(s.governor, "powersave");
    CU_ASSERT_STRING_EQUAL(s.frequency_driver, "intel_pstate");
    CU_ASSERT_EQUAL(s.turbo, 1);
    CU_ASSERT_EQUAL(s.smt, 1);
    CU_ASSERT_EQUAL(s.aslr, 2);
    CU_ASSERT_EQUAL(s.sgx, 1);
    CU_ASSERT_EQUAL(s.min_frequency_hz, 800000000);
    CU_ASSERT_EQUAL(s.max_frequency_hz, 4200000000);
    CU_ASSERT_EQUAL(s.perf_event_paranoid, 3);
    CU_ASSERT_STRING_EQUAL(s.online_cpus, "0-7");
    CU_ASSERT_STRING_EQUAL(s.boot_id, "01234567-89ab-4cde-8f01-23456789abcd");
}

static void host_leaves_out_what_a_guest_does_not_tell(void)
{
    struct machine m = machine_of(GUEST);
    struct host_state s = state_of(GUEST);

    CU_ASSERT_STRING_EQUAL(m.hypervisor, "kvm");
    CU_ASSERT_EQUAL(m.cores, 2);
    CU_ASSERT_STRING_EQUAL(s.os, "Alpine Linux v3.19");
    CU_ASSERT_STRING_EQUAL(s.governor, "");
    CU_ASSERT_STRING_EQUAL(s.frequency_driver, "");
    CU_ASSERT_EQUAL(s.turbo, -1);
    CU_ASSERT_EQUAL(s.smt, 0);
    CU_ASSERT_EQUAL(s.sgx, 0);
    CU_ASSERT_EQUAL(s.min_frequency_hz, -1);
    CU_ASSERT_EQUAL(s.max_frequency_hz, -1);
    CU_ASSERT_EQUAL(s.perf_event_paranoid, -1);
    CU_ASSERT_STRING_EQUAL(s.boot_id, "");
}

static void host_reads_two_packages_with_cpus_offline_and_unlike_each_other(void)
{
    struct machine m = machine_of(SERVER);
    struct host_state s = state_of(SERVER);

    CU_ASSERT_EQUAL(m.packages, 2);
    CU_ASSERT_EQUAL(m.cores, 4);
    CU_ASSERT_EQUAL(m.threads, 8);
    CU_ASSERT_STRING_EQUAL(m.hypervisor, ""); /* bare metal, though DMI says Amazon EC2 */
    CU_ASSERT_STRING_EQUAL(s.governor, "mixed");
    CU_ASSERT_EQUAL(s.turbo, 0);
    CU_ASSERT_EQUAL(s.smt, -1);
    CU_ASSERT_EQUAL(s.aslr, 0);
    CU_ASSERT_EQUAL(s.max_frequency_hz, 3301000000);
    CU_ASSERT_STRING_EQUAL(s.os, "A \"quoted\" $name");
    CU_ASSERT_STRING_EQUAL(s.online_cpus, "0-5");
}

static void host_knows_the_micro_architecture_levels(void)
{
    struct cpuinfo cpu;
    static const char without_movbe[] =
        "flags : fpu cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3 "
        "avx avx2 bmi1 bmi2 f16c fma abm xsave";

    CU_ASSERT_EQUAL(host_x86_64_level(SERVER), 2);
    CU_ASSERT_EQUAL(host_x86_64_level(DESKTOP), 3);
    CU_ASSERT_EQUAL(host_x86_64_level(GUEST), 4);
    CU_ASSERT_EQUAL(host_x86_64_level(FIXTURES "/none"), 1);
    cpuinfo_parse(&cpu, without_movbe, strlen(without_movbe));
    CU_ASSERT_EQUAL(cpu.x86_64_level, 2);
}

static void host_reads_the_first_processor_alone(void)
{
    static const char text[] = "model name\t: first\nstepping\t: 99999999999\n\n"
                               "model name\t: second\nflags\t: hypervisor\n";
    struct cpuinfo cpu;

    cpuinfo_parse(&cpu, text, strlen(text));
    CU_ASSERT_STRING_EQUAL(cpu.model, "first");
    CU_ASSERT_EQUAL(cpu.stepping, -1);
    CU_ASSERT_EQUAL(cpu.hypervisor, -1);
    CU_ASSERT_EQUAL(cpu.x86_64_level, 1);
}

static int same(struct digest a, struct digest b)
{
    return digest_equal(&a, &b);
}

static void host_tells_machines_apart_but_not_by_their_kernel(void)
{
    struct machine desktop = machine_of(DESKTOP), server = machine_of(SERVER);
    struct machine changed = desktop;

    CU_ASSERT_FALSE(same(machine_digest(&desktop), machine_digest(&server)));
    changed.memory_bytes += 8 << 20;
    changed.cores = 2;
    CU_ASSERT_TRUE(same(machine_digest(&desktop), machine_digest(&changed)));
    changed.memory_bytes *= 2;
    CU_ASSERT_FALSE(same(machine_digest(&desktop), machine_digest(&changed)));
    changed = desktop;
    changed.cpu_stepping++;
    CU_ASSERT_FALSE(same(machine_digest(&desktop), machine_digest(&changed)));
}

static void host_tells_states_apart_but_not_boots(void)
{
    struct host_state state = state_of(DESKTOP), changed = state;

    strcpy(changed.boot_id, "another");
    CU_ASSERT_TRUE(same(host_state_digest(&state), host_state_digest(&changed)));
    changed.turbo = 0;
    CU_ASSERT_FALSE(same(host_state_digest(&state), host_state_digest(&changed)));
    changed = state;
    changed.machine = state_of(GUEST).machine; /* the same state of another machine */
    CU_ASSERT_FALSE(same(host_state_digest(&state), host_state_digest(&changed)));
}

static void host_says_which_file_is_missing(void)
{
    struct machine machine;
    struct host_state state;
    struct err err;

    CU_ASSERT_EQUAL(machine_read(&machine, FIXTURES "/none", &err), -ENOENT);
    CU_ASSERT_STRING_EQUAL(err.text, FIXTURES "/none/proc/cpuinfo: No such file or directory");
    CU_ASSERT_EQUAL(host_state_read(&state, FIXTURES "/none", &err), -ENOENT);
}

static void host_describes_this_machine_without_naming_it(void)
{
    struct machine m = machine_of("");
    struct host_state s = state_of("");

    CU_ASSERT_TRUE(m.packages >= 1 && m.cores >= m.packages && m.threads >= m.cores);
    CU_ASSERT_TRUE(m.memory_bytes > 0);
    CU_ASSERT_TRUE(s.kernel[0] != '\0');
    CU_ASSERT_PTR_NOT_NULL_FATAL(m.topology_xml);
    CU_ASSERT_PTR_NOT_NULL(strstr(m.topology_xml, "type=\"Core\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(m.topology_xml, "name=\"HostName\" value=\"\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(m.topology_xml, "name=\"ProcessName\" value=\"\""));
    machine_free(&m);
}

static const struct suite_test tests[] = {
    TEST(host_reads_a_desktop),
    TEST(host_reads_the_state_of_a_desktop),
    TEST(host_leaves_out_what_a_guest_does_not_tell),
    TEST(host_reads_two_packages_with_cpus_offline_and_unlike_each_other),
    TEST(host_knows_the_micro_architecture_levels),
    TEST(host_reads_the_first_processor_alone),
    TEST(host_tells_machines_apart_but_not_by_their_kernel),
    TEST(host_tells_states_apart_but_not_boots),
    TEST(host_says_which_file_is_missing),
    TEST(host_describes_this_machine_without_naming_it),
    {NULL, NULL},
};
const struct suite suite_host = {"host", tests};
