-- Takes out of a copied database whose machine it was and who measured, and leaves what was
-- measured. nameless(): store/nameless.h. Digests stay: of a guess they would tell whether it is
-- right, and without them nothing could be compared.
UPDATE machine SET topology_xml = NULL;
UPDATE toolchain SET version = nameless(version), describe = nameless(describe), path = nameless(path);
UPDATE implementation SET source = nameless(source);
UPDATE build SET argv = nameless(argv), environment = nameless(environment), failure = nameless(failure);
UPDATE campaign SET selection = nameless(selection), state_reason = nameless(state_reason);
UPDATE cell SET label = nameless(label), argv = nameless(argv), skipped = nameless(skipped);
-- 0, root, says how it was run; of others 65534, nobody.
UPDATE session
   SET boot_id = NULL, uid = iif(uid = 0, 0, 65534), energy_reason = nameless(energy_reason),
       counters_absent = nameless(counters_absent), notes = nameless(notes);
UPDATE certificate SET event = nameless(event), reason = nameless(reason);
UPDATE trial SET reason = nameless(reason), stderr_tail = NULL, energy_absent = nameless(energy_absent)
 WHERE reason IS NOT NULL OR stderr_tail IS NOT NULL OR energy_absent IS NOT NULL;
UPDATE note SET text = nameless(text);
UPDATE verdict SET question = nameless(question), reason = nameless(reason);
UPDATE study_file SET name = nameless(name);
UPDATE study_row SET text = nameless(text);
