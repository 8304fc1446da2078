#!/bin/sh
# SPDX-License-Identifier: MIT
# The schema, its views and the questions of results/README.md, as sqlite3's shell and Python's
# sqlite3 see them: both must give the answers worked out by hand for fixtures/results/sample.sql.
set -eu

tests=$(cd "$(dirname "$0")/.." && pwd)
results=$tests/../../results
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat "$results"/schema/*.sql "$tests/fixtures/results/sample.sql" | sqlite3 "$work/sample.db"
awk '/^```sql/ { on = 1; next } /^```/ { on = 0 } on' "$results/README.md" >"$work/questions.sql"

cat >"$work/expected" <<'EOF'
n-body/c|gcc 12.2.0|1|1.0|0.95|2
n-body/rust|rustc 1.63.0|2|2.0|0.98|3
n-body/c|rapl-perf|libpfm4|10.0|8.0|20.0|0
n-body/rust|rapl-perf|libpfm4|15.0|11.0|26.7|0
n-body|n-body/rust|0|2.0|1.5|0.75
EOF

sqlite3 "$work/sample.db" <"$work/questions.sql" >"$work/shell"
python3 - "$work/sample.db" "$work/questions.sql" >"$work/python" <<'EOF'
import sqlite3
import sys

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
for question in open(sys.argv[2]).read().split(";"):
    for row in database.execute(question):
        print(*row, sep="|")
EOF
diff "$work/expected" "$work/shell"
diff "$work/expected" "$work/python"

for view in v_trial v_energy v_idle v_ratio v_reading v_work; do
    rows=$(sqlite3 "$work/sample.db" "SELECT count(*) FROM $view")
    [ "$rows" -gt 0 ] || { echo "$view is empty" >&2; exit 1; }
done
for query in "$results"/queries/*.sql; do
    { echo ".parameter set :campaign 1"; cat "$query"; echo ";"; } |
        sqlite3 -bail "$work/sample.db" >"$work/rows"
done
[ "$(sqlite3 "$work/sample.db" "PRAGMA integrity_check")" = ok ]
[ -z "$(sqlite3 "$work/sample.db" "PRAGMA foreign_key_check")" ]
echo "results: sqlite3 $(sqlite3 --version | cut -d' ' -f1) and Python agree with the answers by hand"
