# SPDX-License-Identifier: MIT
# Shares of trials by how far they are from their median, a panel a workload. DATA: index 2p-2 the steps of all
# curves (deviation, share, colour), index 2p-1 a mark or two on each (the same, point type).
set grid ytics lt 1 lw 0.8*SCALE lc rgb GRID
do for [p=1:PANELS] {
    eval PLACE
    eval AXES
    set ytics ('0' 0, '50' 0.5, '100' 1) nomirror scale 0 textcolor rgb MUTED
    set arrow 1 from 0,0 to 0,1 nohead lw 1*SCALE lc rgb FG back
    plot DATA index 2*p-2 using 1:2:3 with lines lw 1.8*SCALE lc rgb variable, \
         DATA index 2*p-1 using 1:2:4:3 with points pointtype variable ps 0.7*SCALE lw 1.5*SCALE lc rgb variable
}
