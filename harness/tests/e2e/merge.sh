#!/bin/sh
# SPDX-License-Identifier: MIT
# merge: two databases of measurements become one that has every row of both, in either order, again and again; and what
# is not the same in both is refused.
. "$(dirname "$0")/lib.sh"
needs sqlite3 python3

one=$work/one.db two=$work/two.db all=$work/all.db
exits "a database" 0 "$polyjoule" measure --db "$one" -r 3 --cmd true --cmd 'sleep 0'
exits "has another campaign" 0 "$polyjoule" measure --db "$one" -r 2 -- true
exits "another one" 0 "$polyjoule" measure --db "$two" -r 4 -- true
exits "are merged" 0 "$polyjoule" merge "$all" "$one" "$two" --json
same "it says what came" "$(json "$work/out" '[[r["campaigns"], r["trials"], r["known_campaigns"]] for r in it["rows"]]')" \
    "[[2, 8, 0], [1, 4, 0]]"
same "every table has the rows of both" "$(for table in campaign cell plan session trial certificate reading counter; do
    sqlite3 "$all" "ATTACH '$one' AS one; ATTACH '$two' AS two; SELECT '$table' WHERE (SELECT count(*) FROM main.$table) <>
        (SELECT count(*) FROM one.$table) + (SELECT count(*) FROM two.$table)"
done)" ""
same "the machine is there once" "$(sqlite3 "$all" "SELECT count(*) FROM machine")" 1
same "every reference holds" "$(sqlite3 "$all" "PRAGMA foreign_key_check")" ""
flat='SELECT c.uuid, t.* FROM (SELECT campaign, ordinal, block, kind, label, status, wall_ns, user_ns, system_ns,
    max_rss_bytes, started_unix_ns, cpu_model, kernel FROM v_trial) AS t JOIN campaign AS c ON c.id = t.campaign ORDER BY 1, 3'
rows() { # DATABASE: its trials without the numbers of their campaigns
    sqlite3 "$1" "$flat" | cut -d'|' -f1,3-
}
{ rows "$one"; rows "$two"; } | sort >"$work/both"
rows "$all" | sort >"$work/merged"
same "the trials are those of both" "$(cmp "$work/both" "$work/merged" && wc -l <"$work/merged")" "$(wc -l <"$work/both")"
sqlite3 "$all" .dump | sort >"$work/before"
exits "merging again" 0 "$polyjoule" merge "$all" "$two" "$one"
same "changes nothing" "$(sqlite3 "$all" .dump | sort | cmp - "$work/before" && echo same)" same
exits "in the other order" 0 "$polyjoule" merge "$work/other.db" "$two" "$one"
rows "$work/other.db" | sort >"$work/other"
same "the trials are the same" "$(cmp "$work/other" "$work/merged" && echo same)" same
exits "it is shown" 0 "$polyjoule" show campaigns --db "$all" --json
same "as any other" "$(json "$work/out" 'len(it["rows"])')" 3

sqlite3 "$two" "UPDATE trial SET user_ns = user_ns + 1 WHERE plan_id = (SELECT max(plan_id) FROM trial)"
exits "a trial that is another one" 2 "$polyjoule" merge "$all" "$two"
contains "names the campaign" "$work/err" "campaign $(sqlite3 "$two" "SELECT uuid FROM campaign") is in $all too, with other content (trial)"
same "and changes nothing" "$(sqlite3 "$all" .dump | sort | cmp - "$work/before" && echo same)" same
sqlite3 "$one" "UPDATE machine SET cpu_model = 'another'"
exits "a machine that is another one" 2 "$polyjoule" merge "$all" "$one"
contains "is named by its digest" "$work/err" "machine $(sqlite3 "$one" "SELECT lower(hex(digest)) FROM machine") is in $all too"
cp "$two" "$work/older.db"
sqlite3 "$work/older.db" "PRAGMA user_version = 1"
exits "a database of an older schema" 2 "$polyjoule" merge "$work/new.db" "$work/older.db"
contains "is told how to be upgraded" "$work/err" "older than this polyjoule's"
exits "nothing to take" 2 "$polyjoule" merge "$all"
exits "a database that is not there" 2 "$polyjoule" merge "$all" "$work/none.db"
same "every table of the schema is known to merge" "$(sqlite3 "$all" "SELECT name FROM sqlite_schema WHERE type = 'table'" |
    while read -r table; do grep -q "{\"$table\", " "$root/harness/store/merge.c" || echo "$table"; done)" ""
finish
