/* SPDX-License-Identifier: MIT
 * setcap cap_perfmon+ep FILE, for a guest that has no setcap. */
#include <stdio.h>
#include <sys/capability.h>

int main(int argc, char **argv)
{
    cap_t perfmon = cap_from_text("cap_perfmon=ep");

    if (argc != 2 || perfmon == NULL || cap_set_file(argv[1], perfmon) < 0) {
        perror("give_perfmon FILE");
        return 1;
    }
    cap_free(perfmon);
    return 0;
}
