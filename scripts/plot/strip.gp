# SPDX-License-Identifier: MIT
# Every trial as a dot: how far it is from the median of its cell, in percent; a row a language, the
# first block above, the last below. DATA: index p-1 (deviation, y, colour, point type, point size).
do for [p=1:PANELS] {
    eval PLACE
    set xrange [P_MIN[p]:P_MAX[p]]
    set xtics P_STEP[p] format '%+g '.PERCENT
    set xtics add ('0 '.PERCENT 0)
    set yrange [P_ROWS[p]:0]
    set arrow 1 from 0,0 to 0,P_ROWS[p] nohead lw 1.2*SCALE lc rgb FG back
    plot DATA index p-1 using 1:2:($5*SCALE):4:3 with points pointtype variable ps variable lw 1*SCALE lc rgb variable
}
