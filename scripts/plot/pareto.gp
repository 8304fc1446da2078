# SPDX-License-Identifier: MIT
# Energy by time, a panel a workload, power the same along dashed lines. DATA: index 3p-3 (time, low, high, energy,
# low, high, colour, point type), 3p-2 the ones that nothing beats, in order of time, 3p-1 the dashed lines.
set grid ytics lt 1 lw 0.8*SCALE lc rgb GRID
do for [p=1:PANELS] {
    eval PLACE
    eval AXES
    plot for [i=1:P_ISO[p]] DATA index 3*p-1 using 1:2:3:4 with vectors nohead lw 0.9*SCALE dashtype 2 lc rgb MUTED, \
         DATA index 3*p-2 using 1:2 with lines lw 1.2*SCALE lc rgb FG, \
         DATA index 3*p-3 using 2:4:($3-$2):(0):7 with vectors nohead lw 1.8*SCALE lc rgb variable, \
         DATA index 3*p-3 using 1:5:(0):($6-$5):7 with vectors nohead lw 1.8*SCALE lc rgb variable, \
         for [i=1:HOLLOW] DATA index 3*p-3 using 1:4:($8+1) with points pointtype variable ps 0.9*SCALE lc rgb PAPER, \
         DATA index 3*p-3 using 1:4:8:7 with points pointtype variable ps 0.9*SCALE lw 1.5*SCALE lc rgb variable
}
