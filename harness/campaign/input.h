/* SPDX-License-Identifier: MIT
 * The standard input of workloads that read one: a file that is there, or the answer of another
 * workload, made once and kept in the cache. */
#ifndef INPUT_H
#define INPUT_H

#include "campaign/campaign.h"

/* Open CELL's input for reading into CELL->input, which stays 0 where its workload reads none;
 * input_close() closes it. It is made where the cache lacks it: the maker is built and run, and
 * its answer checked where one is expected. -ECHILD: the maker does not build, fails, or gives
 * another answer. */
int input_open(struct campaign_cell *cell, const struct campaign_request *request,
               struct launcher *launcher, struct err *err);

void input_close(struct campaign_cell *cell);

#endif
