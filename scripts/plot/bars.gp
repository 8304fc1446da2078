# SPDX-License-Identifier: MIT
# Values as bars from zero, a panel a workload, each with an axis of its own. DATA: index p-1 (row, value,
# low, high, colour). HOLLOW: the source is no measurement.
if (HOLLOW) {
    set style fill transparent pattern 4 border
}
do for [p=1:PANELS] {
    eval PLACE
    set xrange [0:P_MAX[p]]
    set xtics 0,P_STEP[p] format '%g'
    set yrange [P_ROWS[p]:0]
    plot DATA index p-1 using (0):($1+0.5):(0):2:($1+0.16):($1+0.84):5 with boxxyerror lw 1*SCALE lc rgb variable, \
         DATA index p-1 using 3:($1+0.5):($4-$3):(0) with vectors nohead lw 1.6*SCALE lc rgb FG
}
