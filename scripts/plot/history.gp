# SPDX-License-Identifier: MIT
# A run chart for each series. DATA: index 2p-2 the campaigns (day, value, low, high, colour, point type), index 2p-1 the
# levels between shifts (day, value, days, rise).
set grid ytics lt 1 lw 0.8*SCALE lc rgb GRID
do for [p=1:PANELS] {
    eval PLACE
    eval AXES
    plot DATA index 2*p-2 using 1:3:(0):($4-$3):5 with vectors nohead lw 1.2*SCALE lc rgb variable, \
         for [i=1:HOLLOW] DATA index 2*p-2 using 1:2:($6+1) with points pointtype variable ps 0.45*SCALE lc rgb PAPER, \
         DATA index 2*p-2 using 1:2:6:5 with points pointtype variable ps 0.45*SCALE lw 1*SCALE lc rgb variable, \
         DATA index 2*p-1 using 1:2:3:4 with vectors nohead lw 2*SCALE lc rgb FG
}
