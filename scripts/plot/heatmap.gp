# SPDX-License-Identifier: MIT
# A cell a ratio, coloured by its logarithm. DATA: (column, row, colour), from the top left.
if (HOLLOW) {
    set style fill transparent pattern 4 border
}
set lmargin at screen LEFT; set rmargin at screen RIGHT; set tmargin at screen TOP; set bmargin at screen BOTTOM
set xrange [0:COLUMNS]
set yrange [ROWS:0]
unset grid
unset xtics
plot DATA using ($1+0.5):($2+0.5):($1+0.03):($1+0.97):($2+0.04):($2+0.96):3 with boxxyerror lw 1*SCALE lc rgb variable
