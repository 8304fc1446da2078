# SPDX-License-Identifier: MIT
# Ratios to a reference, a row a workload, on a log axis. DATA: index 0 the ratios (y, ratio, low, high,
# colour, point type), index 1 the rows of the geometric means with the interval over programs.
set logscale x
set lmargin at screen LEFT; set rmargin at screen RIGHT; set tmargin at screen TOP; set bmargin at screen BOTTOM
set xrange [XMIN:XMAX]
set yrange [ROWS:0]
do for [i=1:ROWS:2] {
    set object i rectangle from XMIN,i-1 to XMAX,i fillcolor rgb BAND fillstyle solid noborder behind
}
if (MEANS) {
    set object 1000 rectangle from XMIN,ROWS-1 to XMAX,ROWS fillcolor rgb MEAN fillstyle solid noborder behind
}
set arrow 1 from 1,0 to 1,ROWS nohead lw 1.6*SCALE lc rgb FG back
if (MEANS) {
    plot DATA index 1 using 2:1:($3-$2):(0):4 with vectors nohead lw 1*SCALE lc rgb variable, \
         DATA index 0 using 3:1:($4-$3):(0):5 with vectors nohead lw 2.6*SCALE lc rgb variable, \
         for [i=1:HOLLOW] DATA index 0 using 2:1:($6+1) with points pointtype variable ps 0.8*SCALE lc rgb PAPER, \
         DATA index 0 using 2:1:6:5 with points pointtype variable ps 0.8*SCALE lw 1.5*SCALE lc rgb variable
} else {
    plot DATA index 0 using 3:1:($4-$3):(0):5 with vectors nohead lw 2.6*SCALE lc rgb variable, \
         for [i=1:HOLLOW] DATA index 0 using 2:1:($6+1) with points pointtype variable ps 0.8*SCALE lc rgb PAPER, \
         DATA index 0 using 2:1:6:5 with points pointtype variable ps 0.8*SCALE lw 1.5*SCALE lc rgb variable
}
