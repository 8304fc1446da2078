# SPDX-License-Identifier: MIT
# Latencies over time, a panel a process. DATA: index 2p-2 the medians of buckets (time, latency, colour), index 2p-1
# their maxima (the same).
set grid ytics lt 1 lw 0.8*SCALE lc rgb GRID
do for [p=1:PANELS] {
    eval PLACE
    eval AXES
    plot PAUSE with lines lw 1*SCALE dashtype 3 lc rgb MUTED, \
         DATA index 2*p-2 using 1:2:3 with lines lw 1*SCALE lc rgb variable, \
         DATA index 2*p-1 using 1:2:3 with lines lw 1.2*SCALE lc rgb variable
}
