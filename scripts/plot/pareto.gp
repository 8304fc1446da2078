# SPDX-License-Identifier: MIT
# Energy by time, a panel a workload, power the same along dashed lines. DATA: index 2p-2 (time, low, high, energy,
# low, high, colour, point type), index 2p-1 the ones that nothing beats, in order of time.
set grid ytics lt 1 lw 0.8*SCALE lc rgb GRID
set samples 200
do for [p=1:PANELS] {
    eval PLACE
    eval AXES
    plot for [w in P_ISO[p]] real(w)*x with lines lw 0.9*SCALE dashtype 2 lc rgb MUTED, \
         DATA index 2*p-1 using 1:2 with lines lw 1.2*SCALE lc rgb FG, \
         DATA index 2*p-2 using 2:4:($3-$2):(0):7 with vectors nohead lw 1.8*SCALE lc rgb variable, \
         DATA index 2*p-2 using 1:5:(0):($6-$5):7 with vectors nohead lw 1.8*SCALE lc rgb variable, \
         for [i=1:HOLLOW] DATA index 2*p-2 using 1:4:($8+1) with points pointtype variable ps 0.9*SCALE lc rgb PAPER, \
         DATA index 2*p-2 using 1:4:8:7 with points pointtype variable ps 0.9*SCALE lw 1.5*SCALE lc rgb variable
}
