/* SPDX-License-Identifier: MIT
 * System calls for a process that shares its maker's memory: nothing here touches errno, takes
 * a lock, or is instrumented. Results are the kernel's: negative is an errno. */
#ifndef BARE_H
#define BARE_H

#include <sys/syscall.h>

#define BARE __attribute__((no_sanitize_address, no_sanitize("undefined")))

#if defined(__x86_64__)

BARE static inline long bare_call(long number, long a, long b, long c, long d, long e)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    long result;

    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    return result;
}

BARE static inline void bare_pause(void)
{
    __asm__ volatile("pause" ::: "memory");
}

#elif defined(__aarch64__)

BARE static inline long bare_call(long number, long a, long b, long c, long d, long e)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;

    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
                     : "memory");
    return x0;
}

BARE static inline void bare_pause(void)
{
    __asm__ volatile("yield" ::: "memory");
}

#else
#error "bare.h knows the system calls of x86-64 and aarch64 only"
#endif

#endif
