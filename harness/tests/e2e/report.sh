#!/bin/sh
# SPDX-License-Identifier: MIT
# report of campaigns of our own: one page that needs nothing else, looked at in Chromium; Markdown; LaTeX that
# compiles; names that would be commands.
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3 gcc go

# What Chromium finds of a page of the newest campaign.
look() { # NAME PAGE
    if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null ||
        ! /usr/bin/python3 -c 'import selenium' 2>/dev/null; then
        skip "$1 in a browser: chromium, chromium-driver or python3-selenium is not there"
        return
    fi
    "$polyjoule" show --json >"$work/show.json"
    "$polyjoule" compare --json >"$work/compare.json"
    "$polyjoule" report --format md >"$work/look.md"
    # Debian has no axe-core; ours are the rules that matter most.
    axe=${AXE_CORE:-/usr/share/javascript/axe-core/axe.min.js}
    [ -e "$axe" ] || { skip "$1 by axe-core: set AXE_CORE to its axe.min.js"; axe=; }
    /usr/bin/python3 "$root/harness/tests/e2e/browser.py" "$2" "$work/show.json" "$work/compare.json" \
        "$work/look.md" "$work/profile" $axe >"$work/seen" 2>"$work/err" ||
        { bad "$1 in a browser"; tail -n 20 "$work/err" | sed 's/^/          /'; }
    while IFS="$(printf '\t')" read -r claim verdict; do
        same "$1: $claim" "$verdict" yes
    done <"$work/seen"
}

# A document that does nothing but to read a report, and quotes KEY.
compiles() { # CLAIM FILE KEY
    command -v pdflatex >/dev/null && kpsewhich booktabs.sty >/dev/null ||
        { skip "$1: pdflatex or booktabs is not there"; return; }
    mkdir -p "$work/tex"
    cp "$2" "$work/tex/report.tex"
    printf '\\documentclass{article}\\usepackage{booktabs,longtable}\\begin{document}\\input{report} %s\\end{document}\n' \
        "\\pj{$3}" >"$work/tex/paper.tex"
    exits "$1" 0 sh -c "cd '$work/tex' && pdflatex -halt-on-error -interaction=nonstopmode paper"
}

exits "a campaign" 0 "$polyjoule" run -C "$root" n-body sieve empty --lang c,go --size tiny -n 6 --seed 1
mkdir "$work/one" "$work/two"
exits "its report" 0 sh -c "cd '$work/one' && '$polyjoule' report"
same "is report.html" "$(cat "$work/out")" report.html
exits "by another name, from elsewhere" 0 "$polyjoule" report -o "$work/two/page.html"
same "is the same bytes" "$(cmp "$work/one/report.html" "$work/two/page.html" && echo same)" same
lacks "no path of ours is in it" "$work/one/report.html" "$POLYJOULE_DB"
same "the order is that of questions" "$(grep -o '<section id="[a-z]*"' "$work/one/report.html" | cut -d'"' -f2 | xargs)" \
    "answers figures results trust fairness environment again data"
look "a campaign's page" "$work/one/report.html"
"$polyjoule" claim check --json >"$work/claims.json" 2>/dev/null
same "the claims are those of claim check --json" "$(/usr/bin/python3 - "$work/one/report.html" "$work/claims.json" <<'END'
import json, re, sys
page, claims = (open(name).read() for name in sys.argv[1:])
data = json.loads(re.search('id="report-data">(.*?)</script>', page, re.S).group(1))
print(len(data["claims"]["rows"]) > 50 and data["claims"] == json.loads(claims))
END
)" True

exits "without gnuplot" 0 env PATH=/nonexistent "$polyjoule" report -o "$work/bare.html"
contains "the report comes, and says so" "$work/bare.html" "gnuplot is not installed"
for format in md tex; do
    exits "as $format" 0 "$polyjoule" report --format $format
    cp "$work/out" "$work/report.$format"
    exits "into a file of that ending" 0 sh -c "cd '$work/two' && '$polyjoule' report -o report.$format"
    same "is the same bytes" "$(cmp "$work/report.$format" "$work/two/report.$format" && echo same)" same
done
contains "Markdown answers first" "$work/report.md" "## Answers"
contains "outputs were compared" "$work/report.md" "| n-body | 2 | ✓ identical | N = "
query "UPDATE cell SET expected_digest = NULL WHERE label = 'sieve/go'; UPDATE cell SET tolerance = 1e-6 WHERE label = 'n-body/go'"
exits "where one was not" 0 "$polyjoule" report --format md
contains "nothing is said of the workload's" "$work/out" "| sieve | 2 | ! not checked |"
contains "nor more than is known" "$work/out" "| n-body | 2 | ✓ right within a tolerance |"
compiles "LaTeX reads it" "$work/report.tex" n-body/c/wall
exits "a campaign that is not there" 2 "$polyjoule" report 99
exits "an ending that is no format" 2 "$polyjoule" report -o report.docx
contains "says which there are" "$work/err" "expected html, md or tex"

exits "a command twice" 0 "$polyjoule" measure -r 8 --cmd true --cmd true
exits "is" 0 "$polyjoule" report --format md
contains "an A/A test" "$work/out" "- A/A: commands 1 and 2 are the same, true: "

# Names that would be commands of HTML, of gnuplot and of LaTeX; 10 kB; from right to left.
long=$(printf '%010240d' 0 | tr 0 x)
hostile='</script><script>hacked=1</script><img src=x onerror=hacked=1>"'"'"'\input{/etc/passwd}$%#&_^~{'
arabic=$(printf '\342\200\256\330\247\331\204\330\271\330\261\330\250\331\212\330\251')
cat >"$work/speak.sh" <<'END'
printf '%s\n' "$1" >&2
END
exits "commands of such names" 5 "$polyjoule" measure -r 6 --cmd "sh $work/speak.sh '<script>hacked=1</script>'" \
    --cmd "sh $work/speak.sh '$arabic'" --cmd "sh -c 'echo \"<script>hacked=1</script> $arabic\" >&2; exit 3' x"
exits "are reported" 0 "$polyjoule" report -o "$work/commands.html"
contains "their last words too" "$work/commands.html" "<dd>&#60;script&#62;hacked=1&#60;/script&#62; $arabic"
lacks "as text" "$work/commands.html" "<script>hacked"
look "such commands" "$work/commands.html"
exits "in LaTeX" 0 "$polyjoule" report -o "$work/commands.tex"
compiles "it compiles all the same" "$work/commands.tex" 1/wall

exits "a campaign of workloads" 0 "$polyjoule" run -C "$root" n-body sieve --lang c,go --size tiny -n 6 --seed 3
quoted=$(printf '%s' "$hostile" | sed "s/'/''/g")
query "UPDATE cell SET workload = '$quoted', label = '$quoted/' || language WHERE workload = 'n-body' AND campaign_id = (SELECT max(id) FROM campaign);
    UPDATE cell SET workload = '$arabic$long', label = '$arabic$long/' || language WHERE workload = 'sieve' AND campaign_id = (SELECT max(id) FROM campaign)"
exits "that are called so" 0 "$polyjoule" report -o "$work/hostile.html"
contains "has the whole name as text" "$work/hostile.html" "onerror=hacked=1&#62;&#34;'\\input{/etc/passwd}\$%#&#38;_^~{"
lacks "and no command" "$work/hostile.html" "<script>hacked"
look "such workloads" "$work/hostile.html"
exits "in LaTeX" 0 "$polyjoule" report -o "$work/hostile.tex"
compiles "it compiles all the same" "$work/hostile.tex" "$(sed -n 's/^\\pjset{\([^}]*\/wall\)}.*/\1/p' "$work/hostile.tex" | head -n 1)"

exits "25 000 trials" 0 "$root/harness/tests/many-trials" "$POLYJOULE_DB" 25000 "$work/many.db"
exits "are reported" 0 "$polyjoule" report --db "$work/many.db" -o "$work/many.html"
contains "without their values, which is said" "$work/many.html" "are too many for a page and were left out"
same "in a small page" "$(($(wc -c <"$work/many.html") < 1000000))" 1
finish
