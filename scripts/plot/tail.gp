# SPDX-License-Identifier: MIT
# Shares of latencies that exceed a latency. DATA: index 2p-2 the steps of all curves, with a blank line between
# (latency, share, colour), index 2p-1 the percentiles (the same, with the interval's ends before the colour, and a point type).
set grid ytics lt 1 lw 0.8*SCALE lc rgb GRID
do for [p=1:PANELS] {
    eval PLACE
    eval AXES
    plot DATA index 2*p-2 using 1:2:3 with lines lw 1.4*SCALE lc rgb variable, \
         DATA index 2*p-1 using 3:2:($4-$3):(0):5 with vectors nohead lw 2.6*SCALE lc rgb variable, \
         DATA index 2*p-1 using 1:2:6:5 with points pointtype variable ps 0.8*SCALE lw 1.5*SCALE lc rgb variable
}
