# SPDX-License-Identifier: MIT
# Power over time, a panel a trial, above the idle machine's. DATA: index p-1 (time, power, colour), a
# line of steps. HOLLOW: the source is no measurement, and its lines are broken.
DOTS = HOLLOW ? 5 : 1
set grid ytics lt 1 lw 0.8*SCALE lc rgb GRID
do for [p=1:PANELS] {
    eval PLACE
    eval AXES
    plot IDLE with lines lw 1*SCALE dashtype 2 lc rgb MUTED, \
         DATA index p-1 using 1:2:3 with lines lw 1.4*SCALE dashtype DOTS lc rgb variable
}
