# SPDX-License-Identifier: MIT
# Published ratios and measured ones, two marks a row, on a log axis. DATA: (y, ratio, low, high, colour, point type).
set logscale x
set lmargin at screen LEFT; set rmargin at screen RIGHT; set tmargin at screen TOP; set bmargin at screen BOTTOM
set xrange [XMIN:XMAX]
set yrange [ROWS:0]
do for [i=1:ROWS:2] {
    set object i rectangle from XMIN,i-1 to XMAX,i fillcolor rgb BAND fillstyle solid noborder behind
}
# Not where a row's words are, in the upper part of it.
do for [i=1:ROWS] {
    set arrow i from 1,i-1+WORDS to 1,i nohead lw 1.6*SCALE lc rgb FG back
}
plot DATA using 3:1:($4-$3):(0):5 with vectors nohead lw 2.6*SCALE lc rgb variable, \
     DATA using 2:1:6:5 with points pointtype variable ps 0.8*SCALE lw 1.5*SCALE lc rgb variable
