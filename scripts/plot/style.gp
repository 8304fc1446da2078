# SPDX-License-Identifier: MIT
# The look of every figure, loaded first. A figure made with `polyjoule plot --data` is this file, one
# of the others and the numbers, in one script: `gnuplot figure.gp` draws it again.
set encoding utf8
set decimalsign '.'
set border 0
set tics nomirror scale 0 textcolor rgb MUTED
set grid xtics lt 1 lw 0.8*SCALE lc rgb GRID
set key off
# The panel p of several: where it is; its axes, where those are the panel's own.
PLACE = 'set lmargin at screen P_LEFT[p]; set rmargin at screen P_RIGHT[p]; ' \
      . 'set tmargin at screen P_TOP[p]; set bmargin at screen P_BOTTOM[p]'
AXES = 'eval P_TICS[p]; set xrange [P_XMIN[p]:P_XMAX[p]]; set yrange [P_YMIN[p]:P_YMAX[p]]'
unset ytics
set style fill solid noborder
set style textbox opaque fillcolor rgb PAPER noborder margins 0.3,0.1
if (!TEX) { set minussign }
set multiplot
