# SPDX-License-Identifier: MIT
# The words, above all panels: an empty plot over the whole sheet, whose labels are set by now.
set lmargin at screen 0; set rmargin at screen 1; set tmargin at screen 1; set bmargin at screen 0
unset logscale
unset grid
unset xtics
unset ytics
unset object
unset arrow
set xrange [0:1]
set yrange [0:1]
plot NaN
unset multiplot
unset output
