# SPDX-License-Identifier: MIT
# A metric by size or by threads, a panel a workload, a curve a program. DATA: index p-1, curves with a blank line
# between (x, value, low, high, colour, point type).
set grid ytics lt 1 lw 0.8*SCALE lc rgb GRID
do for [p=1:PANELS] {
    eval PLACE
    eval AXES
    plot DATA index p-1 using 1:2:5 with lines lw 1.4*SCALE lc rgb variable, \
         DATA index p-1 using 1:3:(0):($4-$3):5 with vectors nohead lw 2.6*SCALE lc rgb variable, \
         for [i=1:HOLLOW] DATA index p-1 using 1:2:($6+1) with points pointtype variable ps 0.8*SCALE lc rgb PAPER, \
         DATA index p-1 using 1:2:6:5 with points pointtype variable ps 0.8*SCALE lw 1.5*SCALE lc rgb variable
}
