#!/bin/sh
# SPDX-License-Identifier: MIT
# A campaign goes into an archive and comes back, the same; nothing in an archive that was made to do harm does any.
# binary: release sanitized
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3 gnuplot zstd

name=alice-of-nowhere
mkdir -p "$work/$name/a b" "$work/one" "$work/two"
# Two paths of whoever measures, one with a blank; and what a program says of them.
printf '#!/bin/sh\necho "$0: no such thing, %s" >&2\nexit "${1:-0}"\n' "$name" >"$work/$name/a b/speak"
chmod +x "$work/$name/a b/speak"
exits "a campaign" 0 "$polyjoule" run fib empty --lang c,python --size tiny -n 6 -w 0
exits "and another, of commands" 5 "$polyjoule" measure -r 6 --cmd true --cmd "'$work/$name/a b/speak' 3"
bundle() { # DIRECTORY ARGUMENT...
    directory=$1
    shift
    (cd "$directory" && "$polyjoule" export --format bundle "$@")
}

# ---------------------------------------------------------------- there and back
exits "the first becomes a bundle" 0 bundle "$work/one" 1
first=$(cat "$work/out")
same "it is called after its campaign" "$first" "polyjoule-$(query "SELECT substr(uuid, 1, 8) FROM campaign WHERE id = 1").tar.zst"
exits "elsewhere too" 0 bundle "$work/two" 1
check "with the same bytes" cmp "$work/one/$first" "$work/two/$first"
same "nothing else is left there" "$(ls "$work/one")" "$first"
zstd -dqc "$work/one/$first" | tar -xf - -C "$work/one"
folder=$work/one/${first%.tar.zst}
for file in README SHA256SUMS campaign.db campaign.json environment.json plan.json trials.csv report.html report.md \
    claims/pereira2017.yaml claims/verdicts.json figures/forest.svg figures/forest.gp figures/forest.dat; do
    check "it has $file" test -s "$folder/$file"
done
check "sha256sum agrees" sh -c 'cd "$1" && sha256sum --quiet -c SHA256SUMS' sh "$folder"
same "every file has its digest" "$(wc -l <"$folder/SHA256SUMS")" "$(find "$folder" -type f ! -name SHA256SUMS | wc -l)"
same "the plan is whole" "$(json "$folder/plan.json" 'len(it["places"])')" "$(query "SELECT count(*) FROM plan WHERE campaign_id = 1")"
same "programs have their digests" \
    "$(json "$folder/environment.json" '[len(p["build_digest"]) for p in it["programs"]]')" "[64, 64, 64, 64]"
same "the other campaign is not in it" "$(sqlite3 "$folder/campaign.db" "SELECT count(*) FROM campaign")" 1
same "every table of the schema is known to it" "$(sqlite3 "$folder/campaign.db" "SELECT name FROM sqlite_schema WHERE type = 'table'" |
    while read -r table; do grep -q "^DELETE FROM $table\\b" "$root/results/bundle/extract.sql" || echo "$table"; done)" ""
same "no log is beside the database" "$(ls "$folder" | grep -c 'db-')" 0
(cd "$folder/figures" && mkdir again && cp forest.gp forest.dat again && cd again && gnuplot -d forest.gp)
check "a figure is drawn again from what is beside it" test -s "$folder/figures/again/forest.svg"
rm -r "$folder/figures/again"

exits "it is taken in" 0 "$polyjoule" import --format bundle "$work/one/$first" --db "$work/back.db"
contains "and named" "$work/out" taken
cp "$POLYJOULE_DB" "$work/there.db" # a comparison names its database
"$polyjoule" compare 1 --json --db "$work/there.db" | sed "s|$work/there.db|DB|" >"$work/there.json"
"$polyjoule" compare 1 --json --db "$work/back.db" | sed "s|$work/back.db|DB|" >"$work/back.json"
check "what is compared is the same" cmp "$work/there.json" "$work/back.json"
flat='SELECT ordinal, block, kind, label, status, wall_ns, user_ns, system_ns, max_rss_bytes FROM v_trial WHERE campaign = 1 ORDER BY ordinal'
same "trial by trial" "$(sqlite3 "$work/back.db" "$flat" | sha256sum)" "$(query "$flat" | sha256sum)"
exits "once more" 0 "$polyjoule" import --format bundle "$work/one/$first" --db "$work/back.db" --json
same "it is there already" "$(json "$work/out" '[r["state"] for r in it["rows"]]')" '["there already"]'
same "and there once" "$(sqlite3 "$work/back.db" "SELECT count(*) FROM campaign")" 1
exits "a bundle is made of it again" 0 bundle "$work/two" 1 --db "$work/back.db"
zstd -dqc "$work/two/$first" | tar -xf - -C "$work/two"
check "and has the same to say" cmp "$folder/report.html" "$work/two/${first%.tar.zst}/report.html"

# ---------------------------------------------------------------------- anonymous
exits "the other without names" 0 env LOGNAME=$name "$polyjoule" export --format bundle 2 --anonymise -o "$work/two/b.tar.zst"
contains "says what to look at" "$work/err" "read trials.csv"
zstd -dqc "$work/two/b.tar.zst" | tar -xf - -C "$work/two"
second=$work/two/polyjoule-$(query "SELECT substr(uuid, 1, 8) FROM campaign WHERE id = 2")
check "it is there" test -s "$second/campaign.db"
same "no name is in it" "$(grep -rlaF -e "$name" -e "$work" "$second")" ""
same "nor this machine's" "$([ "$(uname -n | wc -c)" -lt 4 ] || grep -rlaw -e "$(uname -n)" "$second")" ""
same "the command is still told by its own name" \
    "$(sqlite3 "$second/campaign.db" "SELECT json_extract(argv, '$[0]') FROM cell WHERE ordinal = 1")" /anonymous/speak
same "what it said is not there" "$(sqlite3 "$second/campaign.db" "SELECT count(stderr_tail), count(DISTINCT term_signal) FROM trial")" "0|0"
same "its times are" "$(sqlite3 "$second/campaign.db" "SELECT sum(end_mono_ns - start_mono_ns) FROM trial")" \
    "$(query "SELECT sum(end_mono_ns - start_mono_ns) FROM trial JOIN plan ON plan.id = plan_id WHERE campaign_id = 2")"
exits "it is taken in as any other" 0 "$polyjoule" import --format bundle "$work/two/b.tar.zst" --db "$work/back.db"
exits "but not where it is told otherwise" 2 "$polyjoule" import --format bundle "$work/two/b.tar.zst"
contains "and why" "$work/err" "is in $POLYJOULE_DB too, with other content"
exits "names cannot be left out of the rest" 2 "$polyjoule" export --format csv --anonymise
contains "which is said" "$work/err" "--anonymise goes with --format bundle"

# ------------------------------------------------------------------------ refused
exits "all campaigns at once" 2 "$polyjoule" export --format bundle all
contains "are several bundles" "$work/err" "holds one campaign, not all"
exits "a place that is not there" 2 "$polyjoule" export --format bundle 1 -o "$work/none/x.tar.zst"
contains "is named" "$work/err" "$work/none/x.tar.zst"
mkdir "$work/bin"
ln -s "$(command -v sh)" "$work/bin/sh"
exits "without gnuplot" 0 env PATH="$work/bin" "$polyjoule" export --format bundle 1 -o "$work/plain.tar.zst"
contains "it is said that figures are missing" "$work/err" "the bundle has no figures: "
exits "and the rest is whole" 0 "$polyjoule" import --format bundle "$work/plain.tar.zst" --db "$work/plain.db"
exits "a bundle that is not there" 2 "$polyjoule" import --format bundle "$work/none.tar.zst"
contains "is named too" "$work/err" "$work/none.tar.zst"

published=$root/results/published/2026-12-languages/polyjoule-01a2318f.tar.zst
exits "a bundle of an older schema" 0 "$polyjoule" import --format bundle "$published" --db "$work/published.db"
same "has all its trials" "$(sqlite3 "$work/published.db" "SELECT count(*) FROM trial")" 828

mkdir "$work/bad" "$work/temporary"
/usr/bin/python3 "$root/harness/tests/e2e/hostile_bundles.py" "$folder" "$work/bad" >"$work/list"
sqlite3 "$work/back.db" .dump | sha256sum >"$work/before"
while IFS='	' read -r file said; do
    exits "$file" 2 env TMPDIR="$work/temporary" "$polyjoule" import --format bundle "$work/bad/$file" --db "$work/back.db"
    contains "$file is refused with the reason" "$work/err" "$said"
    lacks "$file says nothing to the terminal" "$work/err" "$(printf '\033')"
done <"$work/list"
check "there were some" test "$(wc -l <"$work/list")" -ge 20
same "none of them left anything" "$(ls "$work/temporary"; ls "$work/above" /above /tmp/above 2>/dev/null)" ""
same "nor changed the database" "$(sqlite3 "$work/back.db" .dump | sha256sum)" "$(cat "$work/before")"
head -c 3000 "$work/one/$first" >"$work/cut.tar.zst"
exits "a bundle that is cut short" 2 "$polyjoule" import --format bundle "$work/cut.tar.zst" --db "$work/back.db"
exits "of two, one good" 2 "$polyjoule" import --format bundle "$work/one/$first" "$work/cut.tar.zst" --db "$work/half.db"
contains "the other is named" "$work/err" "$work/cut.tar.zst"
finish
