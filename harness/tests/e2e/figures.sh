#!/bin/sh
# SPDX-License-Identifier: MIT
# Figures of a real campaign under a simulated meter: each kind in each format, the same bytes twice; and what is
# left when gnuplot is missing, too old, fails, is killed or complains.
# binary: release sanitized
. "$(dirname "$0")/lib.sh"
needs gnuplot cmp /usr/bin/python3

cat >"$work/meter" <<'END'
channel package 0 idle 8 busy 14
END
exits "a campaign to be drawn" 0 "$polyjoule" run n-body fasta --lang c,python --size small --blocks 6 \
    --energy "simulated:$work/meter" --trace 10ms --seed 7
exits "the same, larger" 0 "$polyjoule" run fasta --lang c,python --size 200000 --blocks 3 \
    --energy "simulated:$work/meter" --seed 7

mkdir "$work/one" "$work/two"
plot() { # DIRECTORY FIGURE ENDING [OPTION...]
    (cd "$work/$1" && name=$2.$3 && figure=$2 && shift 3 && "$polyjoule" plot "$figure" "$@" -o "$name")
}
first="--campaign 1"
for figure in forest decomposition bars strip heatmap ecdf pareto trace scaling; do
    for ending in svg png pdf tex; do
        case $figure in scaling) what="1 2 --workload fasta" ;; *) what=$first ;; esac
        # shellcheck disable=SC2086
        exits "$figure as $ending" 0 plot one "$figure" "$ending" $what
    done
done
sleep 1.1 # a PDF has the time of day in it, were it not taken out
for figure in forest decomposition bars strip heatmap ecdf pareto trace scaling; do
    for ending in svg png pdf tex; do
        case $figure in scaling) what="1 2 --workload fasta" ;; *) what=$first ;; esac
        # shellcheck disable=SC2086
        plot two "$figure" "$ending" $what >/dev/null
    done
done
for file in "$work"/one/*; do
    cmp -s "$file" "$work/two/${file##*/}" || bad "${file##*/}: not the same bytes in another directory"
done
same "each is there twice, the PDF of each LaTeX figure too" \
    "$(find "$work/one" -type f | wc -l) $(find "$work/two" -type f | wc -l)" "45 45"

# Words of an SVG, and what they say of joules that nobody measured.
contains "a simulated figure says so" "$work/one/forest.svg" "imulated package energy"
contains "and below" "$work/one/forest.svg" "not measured"
exits "an SVG is XML" 0 /usr/bin/python3 -c \
    'import sys, xml.dom.minidom as m; [m.parse(f) for f in sys.argv[1:]]' "$work"/one/*.svg
exits "nothing is written to no effect" 2 "$polyjoule" plot claims pereira-energy-python $first -o "$work/c.svg"
contains "the reason is said" "$work/err" "simulated, not measured"

# Numbers and script beside the picture draw it again, elsewhere.
exits "with its numbers" 0 plot one bars svg $first --data
mkdir "$work/elsewhere"
mv "$work/one/bars.gp" "$work/one/bars.dat" "$work/elsewhere"
(cd "$work/elsewhere" && gnuplot -d bars.gp) >"$work/out" 2>&1
check "the script draws it again" test -s "$work/elsewhere/bars.svg"
same "and is content" "$(cat "$work/out")" ""

# gnuplots that are none.
fake() { # NAME SCRIPT
    mkdir -p "$work/$1"
    printf '#!/bin/sh\n%s\n' "$2" >"$work/$1/gnuplot"
    chmod +x "$work/$1/gnuplot"
}
real=$(command -v gnuplot)
mkdir "$work/missing"
fake old "sed s/GPVAL_VERSION/5.2/g | $real -d"
fake failing "cat >/dev/null; exit 3"
fake killed "cat >/dev/null; kill -9 \$\$"
fake warning "$real -d; echo '         warning: something is not right' >&2"
fake silent "cat >/dev/null"

fails() { # HOW WORDS
    mkdir "$work/drawn-$1"
    echo old >"$work/drawn-$1/f.svg"
    path=$work/$1:$PATH
    [ "$1" != missing ] || path=$work/missing
    exits "a gnuplot that is $1" 6 env PATH="$path" "$polyjoule" plot forest $first -o "$work/drawn-$1/f.svg"
    same "$1: one line" "$(wc -l <"$work/err")" 1
    contains "$1: it says what is wrong" "$work/err" "$2"
    contains "$1: and what is kept" "$work/err" "(kept: $work/drawn-$1/f.gp and $work/drawn-$1/f.dat)"
    same "$1: the picture is as it was" "$(cat "$work/drawn-$1/f.svg")" old
    same "$1: nothing else is left" "$(find "$work/drawn-$1" -type f | wc -l)" 3
    check "$1: what was kept draws it" sh -c "cd '$work/drawn-$1' && '$real' -d f.gp"
}
fails missing "gnuplot is not installed"
fails old "version 5.2 is too old: 5.4 or newer is needed"
fails failing "gnuplot ended with status 3"
fails killed "gnuplot was killed by signal 9 (Killed)"
fails warning "warning: something is not right"
fails silent "gnuplot wrote nothing"

# Where trials are many, a strip does not grow with their number.
if command -v sqlite3 >/dev/null; then
    exits "a campaign of 40000 trials" 0 "$root/harness/tests/many-trials" "$POLYJOULE_DB" 40000 "$work/many.db"
    exits "all of them in a strip" 0 "$polyjoule" plot strip --metric wall --db "$work/many.db" -o "$work/many.svg"
    contains "which says that dots lie on others" "$work/many.svg" "Dots on the same place are one."
    check "and has 10000 at the most" test "$(grep -c 'href="#gpPt' "$work/many.svg")" -lt 10000
else
    skip "a strip of many trials: sqlite3 is not there"
fi

# LaTeX reads it.
exits "a name that LaTeX cannot read is refused" 2 plot one forest 'a b.tex' $first
if command -v pdflatex >/dev/null; then
    for figure in forest pareto heatmap; do
        printf '%s\n' '\documentclass{article}\usepackage[utf8]{inputenc}\usepackage{graphicx,color}' \
            '\begin{document}' "\\input{$figure.tex}" '\end{document}' >"$work/one/document.tex"
        exits "LaTeX sets $figure" 0 sh -c "cd '$work/one' && pdflatex -halt-on-error document.tex"
    done
else
    skip "LaTeX sets the figures: pdflatex is not there"
fi
finish
