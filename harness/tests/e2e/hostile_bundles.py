#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""hostile_bundles.py FOLDER OUT: archives that nobody should believe, made from the files of a
good bundle in FOLDER; prints a line each: the file's name, a tab, and what must be said of it."""
import hashlib
import io
import os
import sqlite3
import sys
import tarfile

folder, out = sys.argv[1:]
good = {}
for base, _, names in os.walk(folder):
    for name in names:
        path = os.path.join(base, name)
        with open(path, "rb") as file:
            good[os.path.relpath(path, folder)] = file.read()
del good["SHA256SUMS"]


def sums(files):
    return "".join(f"{hashlib.sha256(files[n]).hexdigest()}  {n}\n" for n in sorted(files)).encode()


def member(tar, name, content=b"", **more):
    info = tarfile.TarInfo(name)
    info.size = len(content)
    for key, value in more.items():
        setattr(info, key, value)
    tar.addfile(info, io.BytesIO(content))


def archive(name, said, files, more=lambda tar: None, stated=None, prefix="p/"):
    with tarfile.open(os.path.join(out, name), "w:gz", compresslevel=1) as tar:
        for key in files:
            member(tar, prefix + key, files[key])
        more(tar)
        member(tar, prefix + "SHA256SUMS", sums(files) if stated is None else stated)
    print(f"{name}\t{said}")


def with_database(sql):
    """The good files, with a database to which SQL was done."""
    path = os.path.join(out, "changed.db")
    with open(path, "wb") as file:
        file.write(good["campaign.db"])
    connection = sqlite3.connect(path)
    connection.executescript(sql)
    connection.close()
    with open(path, "rb") as file:
        content = file.read()
    os.unlink(path)
    return {**good, "campaign.db": content}


link = dict(type=tarfile.SYMTYPE, linkname="/etc/passwd")
archive("link", "is not an ordinary file", good, lambda t: member(t, "p/x", **link))
archive("hardlink", "is not an ordinary file", good,
        lambda t: member(t, "p/x", type=tarfile.LNKTYPE, linkname="p/campaign.db"))
archive("device", "is not an ordinary file", good,
        lambda t: member(t, "p/x", type=tarfile.CHRTYPE, devmajor=1, devminor=3))
archive("linked-database", "is not an ordinary file", {k: v for k, v in good.items() if k != "campaign.db"},
        lambda t: member(t, "p/campaign.db", **link))
archive("above", "has no digest", good, lambda t: member(t, "p/../../../above", b"x"))
archive("absolute", "is not below the bundle's folder", good, lambda t: member(t, "absolute", b"x"))
archive("twice", "is there twice", good, lambda t: member(t, "p/campaign.db", b"x"))
archive("terminal", "is not below the bundle's folder", good, lambda t: member(t, "\x1b[2Jx", b"x"))
archive("changed", "is not what it was", {**good, "report.md": good["report.md"] + b" "}, stated=sums(good))
archive("changed-database", "is not what it was",
        {**good, "campaign.db": good["campaign.db"][:-1] + b"x"}, stated=sums(good))
archive("unstated", "has no digest", good, stated=sums({k: v for k, v in good.items() if k != "trials.csv"}))
archive("overstated", "names a file that is not there", good, stated=sums({**good, "more": b""}))
archive("nonsense", "has a line that is no digest", good, stated=b"nonsense\n")
archive("too-long", "is too long", good, stated=b"\n" * (2 << 20))
archive("without-database", "has no campaign.db", {k: v for k, v in good.items() if k != "campaign.db"})
archive("bomb", "unpacks to far more", {**good, "zeros": bytes(400 << 20)})
archive("no-database", "is not an SQLite database", {**good, "campaign.db": b"not a database" * 100})
archive("many", "is one file too many", {**good, **{f"f{i}": b"" for i in range(5000)}})
archive("trigger", "are not polyjoule's", with_database(
    "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM campaign; END"))
archive("view", "are not polyjoule's", with_database("DROP VIEW v_trial; CREATE VIEW v_trial AS SELECT 1"))
archive("orphans", "rows are missing", with_database("PRAGMA foreign_keys = OFF; DELETE FROM cell"))
archive("foreign", "but not one of polyjoule's", with_database("PRAGMA application_id = 1"))
archive("newer", "newer", with_database("PRAGMA user_version = 1000"))
with open(os.path.join(out, "text"), "w") as file:
    file.write("This is no archive. " * 1000)
print("text\tis no bundle that can be read")
