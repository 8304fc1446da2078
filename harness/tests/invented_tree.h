/* SPDX-License-Identifier: MIT
 * A tree of small files below a new directory of its own, as a root for /sys and /proc. */
#ifndef INVENTED_TREE_H
#define INVENTED_TREE_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <CUnit/CUnit.h>

struct invented_tree {
    char root[256];
};

static inline struct invented_tree invented_tree_make(void)
{
    struct invented_tree tree;
    const char *place = getenv("TMPDIR");

    snprintf(tree.root, sizeof(tree.root), "%s/tree.XXXXXX", place != NULL ? place : "/tmp");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(tree.root));
    return tree;
}

/* Write TEXT and a newline to PATH below the tree; its directories are made. The file stays the
 * same one when it is written again, so that an open descriptor sees the new text. */
static inline void invented_tree_write(const struct invented_tree *tree, const char *path,
                                       const char *text)
{
    char name[1024];

    snprintf(name, sizeof(name), "%s%s", tree->root, path);
    for (char *at = strchr(name + strlen(tree->root) + 1, '/'); at != NULL;
         at = strchr(at + 1, '/')) {
        *at = '\0';
        mkdir(name, 0777);
        *at = '/';
    }
    FILE *file = fopen(name, "we");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fprintf(file, "%s\n", text);
    fclose(file);
}

static inline int invented_tree_unlink(const char *path, const struct stat *unused, int kind,
                                       struct FTW *walk)
{
    (void)unused;
    (void)kind;
    (void)walk;
    return remove(path);
}

static inline void invented_tree_remove(const struct invented_tree *tree)
{
    nftw(tree->root, invented_tree_unlink, 16, FTW_DEPTH | FTW_PHYS);
}

#endif
