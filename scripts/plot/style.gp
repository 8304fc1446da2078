# SPDX-License-Identifier: MIT
# The look of every figure, loaded first. A figure made with `polyjoule plot --data` is this file, one
# of the others and the numbers, in one script: `gnuplot figure.gp` draws it again.
set encoding utf8
set decimalsign '.'
set border 0
set tics nomirror scale 0 textcolor rgb MUTED
set grid xtics lt 1 lw 0.8*SCALE lc rgb GRID
set key off
unset ytics
set style fill solid noborder
set style textbox opaque fillcolor rgb PAPER noborder margins 0.3,0.1
if (!TEX) { set minussign }
set multiplot
