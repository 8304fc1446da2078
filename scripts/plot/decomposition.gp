# SPDX-License-Identifier: MIT
# Energy taken apart: time ratio across, power ratio up, so that energy is constant along the dashed
# diagonals. DATA: index 0 (time, low, high, power, low, high, colour, point type).
set logscale xy
set lmargin at screen LEFT; set rmargin at screen RIGHT; set tmargin at screen TOP; set bmargin at screen BOTTOM
set xrange [XMIN:XMAX]
set yrange [YMIN:YMAX]
set grid ytics
set arrow 1 from 1,YMIN to 1,YMAX nohead lw 1.4*SCALE lc rgb FG back
set arrow 2 from XMIN,1 to XMAX,1 nohead lw 1.4*SCALE lc rgb FG back
set samples 400
plot for [i=1:ISOLINES] ISO[i]/x with lines lw 0.9*SCALE dashtype 2 lc rgb MUTED, \
     DATA index 0 using 2:4:($3-$2):(0):7 with vectors nohead lw 1.8*SCALE lc rgb variable, \
     DATA index 0 using 1:5:(0):($6-$5):7 with vectors nohead lw 1.8*SCALE lc rgb variable, \
     for [i=1:HOLLOW] DATA index 0 using 1:4:($8+1) with points pointtype variable ps 0.9*SCALE lc rgb PAPER, \
     DATA index 0 using 1:4:8:7 with points pointtype variable ps 0.9*SCALE lw 1.5*SCALE lc rgb variable
