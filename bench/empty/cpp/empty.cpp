/* SPDX-License-Identifier: MIT
 * Does nothing: what starting and ending a C++ program costs. */
#include "pj.hpp"

int main(int argc, char **argv)
{
    return pj::main(argc, argv, [](const pj::Input &, std::string &) {});
}
