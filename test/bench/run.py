#!/usr/bin/env python3
"""run.py - the measurements, in the server that PGHOST … name.

usage: run.py [--short] [--documents N] [--repetitions N] [--corpus FOLDER]
              [--only NAME,…] [--json FILE] [--check FIGURES] [--keep-figures FIGURES]
              --psql PSQL --scratch FOLDER [--tool RESBENCH]

Each figure is a ratio: what the extension takes, to what one would do without
it, measured one after the other in the same session of the same run.  Every
pair is run in turn, --repetitions times; the ratio is the median of the
repetitions' ratios.  "cpu" is the time that the server's process was running
(from /proc/PID/schedstat, where the kernel keeps it), which other work on the
machine disturbs least; "elapsed" is what a clock shows.

--short measures small sets, for the tests: with --check it fails if a ratio is
worse than that of the file by more than half, by either clock and in the best
repetition.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
GROSS = 1.5					# a ratio this many times the committed one is a loss
COLUMNS = ["symbol", "title", "organ", "committee", "session", "agenda_items", "kind", "date", "adopted",
           "meeting", "vote", "language", "distribution"]
ROWS = ["clauses", "footnotes", "sponsors", "citations", "annotated", "votes"]


class Server:
    """One session of psql; says what each statement took."""

    def __init__(self, psql):
        self.psql = subprocess.Popen([psql, "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-F", "\t"],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", bufsize=1)
        self.pid = int(self.ask("SELECT pg_backend_pid()"))
        try:
            self.on_cpu()
            self.has_cpu = True
        except (OSError, ValueError):
            self.has_cpu = False

    def on_cpu(self):
        with open("/proc/%d/schedstat" % self.pid, encoding="ascii") as f:
            return int(f.read().split()[0]) / 1e9

    def ask(self, sql):
        self.psql.stdin.write(sql.rstrip(";") + ";\n\\echo ~~done\n")
        self.psql.stdin.flush()
        lines = []
        while True:
            line = self.psql.stdout.readline()
            if line == "":
                sys.exit("bench: the server refused: " + sql[:500])
            if line == "~~done\n":
                return "\n".join(lines)
            lines.append(line.rstrip("\n"))

    def do(self, *statements):
        for sql in statements:
            self.ask(sql)

    def time(self, sql):
        """(cpu, elapsed, answer)"""
        cpu = self.on_cpu() if self.has_cpu else 0.0
        start = time.perf_counter()
        answer = self.ask(sql)
        elapsed = time.perf_counter() - start
        cpu = self.on_cpu() - cpu if self.has_cpu else elapsed
        return cpu, elapsed, answer


class Figures:
    def __init__(self, args):
        self.args = args
        self.rows = []

    def wants(self, name):
        return not self.args.only or any(name.startswith(o) for o in self.args.only.split(","))

    def add(self, name, what, against, target, ours, theirs, faster=False, note=""):
        """ours and theirs: (cpu, elapsed) of each repetition.

        "faster" turns the ratio round: how many times as fast ours is.
        """
        row = {"name": name, "what": what, "against": against, "target": target, "faster": faster, "note": note}
        for i, clock in ((0, "cpu"), (1, "elapsed")):
            a = [t[i] for t in ours]
            b = [t[i] for t in theirs]
            ratios = [y / max(x, 1e-9) if faster else x / max(y, 1e-9) for x, y in zip(a, b)]
            row["ratio_" + clock] = round(statistics.median(ratios), 4)
            row["ours_" + clock] = round(statistics.median(a), 6)
            best = min(b) / max(min(a), 1e-9) if faster else min(a) / max(min(b), 1e-9)
            row["best_" + clock] = round(best, 4)
            row["theirs_" + clock] = round(statistics.median(b), 6)
        self.rows.append(row)
        self.show(row)

    def add_plain(self, name, what, against, target, value, faster=False, note="", best=None):
        row = {"name": name, "what": what, "against": against, "target": target, "faster": faster, "note": note,
               "ratio_cpu": round(value, 4), "ratio_elapsed": round(value, 4), "best_cpu": round(best or value, 4)}
        self.rows.append(row)
        self.show(row)

    @staticmethod
    def meets(row):
        if row["target"] is None:
            return ""
        ratio = row["ratio_cpu"]
        return "yes" if (ratio >= row["target"] if row["faster"] else ratio <= row["target"]) else "no"

    def show(self, row):
        target = "" if row["target"] is None else ("≥ %g" if row["faster"] else "≤ %g") % row["target"]
        print("%-26s %-46s %9.3f %9.3f  %-8s %-4s %s" %
              (row["name"], (row["what"] + " : " + row["against"])[:46], row["ratio_cpu"], row["ratio_elapsed"], target,
               self.meets(row), row["note"]), flush=True)


def machine(server):
    cpu = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as f:
            cpu = next(line.split(":", 1)[1].strip() for line in f if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    memory = ""
    try:
        with open("/proc/meminfo", encoding="utf-8") as f:
            memory = "%d GB" % round(int(f.readline().split()[1]) / 1048576)
    except (OSError, ValueError):
        pass
    return {"processor": cpu, "processors": os.cpu_count(), "memory": memory, "system": platform.platform(),
            "server": server.ask("SELECT version()"), "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}


class Bench:
    def __init__(self, args):
        self.args = args
        self.server = Server(args.psql)
        self.figures = Figures(args)
        self.methods = ["pglz"]
        if int(self.server.ask("SHOW server_version_num")) >= 140000 and self.server.ask(
                "SELECT 'lz4' = ANY (enumvals) FROM pg_settings WHERE name = 'default_toast_compression'") == "t":
            self.methods.insert(0, "lz4")
            # what columns have that name no method: texts on their way, the rows against Python
            self.server.do("SET default_toast_compression = lz4")

    # ---------- texts ----------

    def texts(self, what):
        """Make the texts, leave those out that are no resolutions, and store
        them as the server's own COPY file."""
        made = os.path.join(self.args.scratch, what + ".csv")
        command = [sys.executable, os.path.join(HERE, "texts.py"), what, str(self.args.documents), made]
        if what == "archive" and self.args.corpus:
            command += ["--corpus", self.args.corpus]
        subprocess.run(command, check=True)
        s = self.server
        s.do("DROP TABLE IF EXISTS %s_all" % what,
             "CREATE UNLOGGED TABLE %s_all (n int, kind text, body text)" % what,
             "\\copy %s_all FROM '%s' WITH (FORMAT csv)" % (what, made),
             "DELETE FROM %s_all WHERE resolution_try(body) IS NULL" % what)
        self.made = made

    def copy_file(self, what):
        return os.path.join(self.args.scratch, "server", what + ".copy")

    def load(self, what):
        s = self.server
        self.texts(what)
        # COPY in the server's own format, written and read by the server
        s.do("COPY (SELECT n, body FROM %s_all ORDER BY n) TO '%s'" % (what, self.copy_file(what)))
        for method in self.methods:
            compression = "COMPRESSION " + method if len(self.methods) > 1 else ""
            for kind in ("text", "resolution"):
                s.do("DROP TABLE IF EXISTS %s_%s_%s CASCADE" % (what, kind, method),
                     "CREATE TABLE %s_%s_%s (n int, body %s %s)" % (what, kind, method, kind, compression))
        self.size = {what: int(s.ask("SELECT sum(octet_length(body)) FROM %s_all" % what))}

    # ---------- pairs ----------

    def pair(self, name, what, against, target, ours, theirs, faster=False, note="", before=None):
        if not self.figures.wants(name):
            return
        a = []
        b = []
        if before is None:			# once for the caches
            self.server.ask(theirs)
            self.server.ask(ours)
        for _ in range(self.args.repetitions):
            if before:
                self.server.do(*before)
            b.append(self.server.time(theirs)[:2])
            a.append(self.server.time(ours)[:2])
        self.figures.add(name, what, against, target, a, b, faster, note)

    def copy(self, what):
        targets = {"lz4": 1.3, "pglz": 1.1}
        for method in self.methods:
            name = "%s_copy_%s" % (what, method)
            tables = ["%s_%s_%s" % (what, kind, method) for kind in ("text", "resolution")]
            loads = ["COPY %s FROM '%s'" % (t, self.copy_file(what)) for t in tables]
            if self.figures.wants(name):
                self.pair(name, "COPY into resolution", "COPY into text", targets[method], loads[1], loads[0],
                          before=["TRUNCATE " + ", ".join(tables), "CHECKPOINT"])
            if int(self.server.ask("SELECT count(*) FROM (SELECT FROM %s LIMIT 1) AS t" % tables[1])) == 0:
                self.server.do(*loads)
            self.server.do(*["VACUUM ANALYZE " + t for t in tables])
            name = "%s_size_%s" % (what, method)
            if self.figures.wants(name):
                sizes = [int(self.server.ask("SELECT pg_table_size('%s')" % t)) for t in tables]
                self.figures.add_plain(name, "size of the table", "text", 1.15, sizes[1] / sizes[0],
                                       note="%.1f MB of %.1f MB text" % (sizes[1] / 1e6, self.size[what] / 1e6))

    def values(self, what, method):
        """Each column and each kind of rows, against one md5 of the texts in
        every repetition."""
        table = "%s_resolution_%s" % (what, method)
        asked = [(c, 0.25, "SELECT count(resolution_%s(body)) FROM %s" % (c, table)) for c in COLUMNS]
        asked += [("header", None, "SELECT count(resolution_header(body)) FROM %s" % table)]
        asked += [(c, 2, "SELECT count(*) FROM %s, resolution_%s(body)" % (table, c)) for c in ROWS]
        asked = [(column, "%s_%s_%s" % (what, column, method), target, query) for column, target, query in asked]
        asked = [a for a in asked if self.figures.wants(a[1])]
        if asked:
            md5 = "SELECT count(md5(body)) FROM %s_text_%s" % (what, method)
            for query in [md5] + [a[3] for a in asked]:		# once for the caches
                self.server.ask(query)
            theirs = []
            ours = [[] for _ in asked]
            for _ in range(self.args.repetitions):
                theirs.append(self.server.time(md5)[:2])
                for times, a in zip(ours, asked):
                    times.append(self.server.time(a[3])[:2])
            for times, (column, name, target, _) in zip(ours, asked):
                self.figures.add(name, "resolution_" + column, "md5(text)", target, times, theirs)
        self.pair("%s_source_%s" % (what, method), "octet_length(body::text)", "octet_length(text || '')", None,
                  "SELECT sum(octet_length(body::text)) FROM %s" % table,
                  "SELECT sum(octet_length(body || '')) FROM %s_text_%s" % (what, method))

    def regexes(self):
        """The same rows by regular expressions in SQL; seed layout."""
        s = self.server
        method = self.methods[0]
        n = max(50, self.args.documents // 10)
        s.do("DROP VIEW IF EXISTS seed_text", "DROP VIEW IF EXISTS seed_resolution",
             "CREATE VIEW seed_text AS SELECT * FROM seed_text_%s WHERE n <= %d" % (method, n),
             "CREATE VIEW seed_resolution AS SELECT * FROM seed_resolution_%s WHERE n <= %d" % (method, n))
        with open(os.path.join(HERE, "regexes.sql"), encoding="utf-8") as f:
            lines = f.read().split("\n")
        for name, query in zip(lines, lines[1:]):
            if not query.startswith("SELECT"):
                continue
            name = name[3:]
            ours = "SELECT count(*), sum(length(text)) FROM seed_resolution, resolution_%s(body)" % name
            if self.figures.wants("regex_" + name):
                rows = [s.ask(q).split("\t")[0] for q in (ours, query)]
                self.pair("regex_" + name, "resolution_" + name, "regexes in SQL", 10, ours, query, True,
                          "%s rows of %s" % tuple(rows))

    def python(self):
        """Texts to rows of every kind, by a program with regular expressions."""
        if not self.figures.wants("python"):
            return
        s = self.server
        n = max(50, self.args.documents // 10)
        # the same documents for both
        file = os.path.join(self.args.scratch, "python.csv")
        step = max(1, self.args.documents // n)
        s.do("DROP TABLE IF EXISTS python_text",
             "CREATE UNLOGGED TABLE python_text AS SELECT n, kind, body FROM archive_all WHERE n %% %d = 0" % step,
             "\\copy (SELECT * FROM python_text) TO '%s' WITH (FORMAT csv)" % file)
        count = " + ".join("(SELECT count(*) FROM resolution_%s(r))" % k for k in ROWS[:4])
        whole = "SELECT sum(%s) FROM (SELECT body::resolution AS r FROM python_text OFFSET 0) AS t" % count
        s.do("DROP TABLE IF EXISTS python_resolution",
             "CREATE UNLOGGED TABLE python_resolution AS SELECT n, body::resolution AS r FROM python_text")
        stored = "SELECT sum(%s) FROM python_resolution" % count
        ours, theirs, rows = [], [], []
        answer = None
        for _ in range(self.args.repetitions):
            out = subprocess.run([sys.executable, os.path.join(HERE, "regexes.py"), file],
                                 check=True, stdout=subprocess.PIPE, text=True).stdout
            answer = json.loads(out)
            theirs.append((answer["cpu"], answer["elapsed"]))
            ours.append(s.time(whole)[:2])
            rows.append(s.time(stored)[:2])
        speed = statistics.median(t[0] for t in theirs)
        note = "Python %.1f MB/s" % (answer["bytes"] / 1e6 / speed)
        self.figures.add("python_texts", "texts to rows, reading included", "Python with regexes", 20, ours, theirs, True, note)
        self.figures.add("python_stored", "stored values to rows", "Python with regexes", 20, rows, theirs, True, note)

    def parallel(self):
        """A scan by two workers against one, and the same of md5: what the server's own functions gain."""
        if not self.figures.wants("parallel"):
            return
        s = self.server
        scans = [("parallel", "scan by 2 workers", 1.8, "archive_resolution_", "SELECT count(*) FROM %s, resolution_clauses(body)"),
                 ("parallel_md5", "md5 of texts by 2 workers", None, "archive_text_", "SELECT count(md5(body)) FROM %s")]
        for name, what, target, table, query in scans:
            table += self.methods[0]
            query %= table
            s.do("SET min_parallel_table_scan_size = 0", "SET parallel_setup_cost = 0", "SET parallel_tuple_cost = 0",
                 "SET parallel_leader_participation = off",
                 "ALTER TABLE %s SET (parallel_workers = 2)" % table)
            one, two = [], []
            for _ in range(self.args.repetitions):
                s.do("SET max_parallel_workers_per_gather = 1")
                one.append(s.time(query)[1])
                s.do("SET max_parallel_workers_per_gather = 2")
                two.append(s.time(query)[1])
            workers = s.ask("EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) " + query)
            launched = "Workers Launched: 2" in workers
            s.do("RESET min_parallel_table_scan_size", "RESET parallel_setup_cost", "RESET parallel_tuple_cost",
                 "RESET parallel_leader_participation", "RESET max_parallel_workers_per_gather",
                 "ALTER TABLE %s RESET (parallel_workers)" % table)
            ratio = statistics.median(a / b for a, b in zip(one, two))
            self.figures.add_plain(name, what, "1 worker", target, ratio, True,
                                   "elapsed; %s; load %.1f" % ("2 launched" if launched else "not launched", os.getloadavg()[0]))

    def storage(self):
        """Every way to store the column: bytes, and what loading and asking cost."""
        if not self.figures.wants("storage"):
            return
        s = self.server
        print("%-20s %8s %9s %9s %9s %9s   (ms of the server for %d documents)" %
              ("storage", "MB", "COPY", "organ", "clauses", "text", self.args.documents))
        for method in self.methods:
            for storage in ("extended", "main", "external"):
                if storage == "external" and method != self.methods[0]:
                    continue			# nothing is compressed
                compression = "COMPRESSION " + method if len(self.methods) > 1 else ""
                s.do("DROP TABLE IF EXISTS stored", "CREATE TABLE stored (n int, body resolution %s)" % compression,
                     "ALTER TABLE stored ALTER body SET STORAGE " + storage)
                row = {"storage": storage, "compression": "none" if storage == "external" else method}
                load = []
                for _ in range(min(3, self.args.repetitions)):
                    s.do("TRUNCATE stored", "CHECKPOINT")
                    load.append(s.time("COPY stored FROM '%s'" % self.copy_file("archive"))[0])
                s.do("VACUUM ANALYZE stored")
                row["bytes"] = int(s.ask("SELECT pg_table_size('stored')"))
                row["copy"] = statistics.median(load)
                for name, query in (("organ", "SELECT count(resolution_organ(body)) FROM stored"),
                                    ("clauses", "SELECT count(*) FROM stored, resolution_clauses(body)"),
                                    ("text", "SELECT sum(octet_length(body::text)) FROM stored")):
                    s.ask(query)
                    row[name] = statistics.median(s.time(query)[0] for _ in range(self.args.repetitions))
                self.stored.append(row)
                print("%-20s %8.1f %9.0f %9.1f %9.1f %9.1f" %
                      (storage + " " + row["compression"], row["bytes"] / 1e6, row["copy"] * 1e3, row["organ"] * 1e3,
                       row["clauses"] * 1e3, row["text"] * 1e3), flush=True)
        s.do("DROP TABLE stored")

    def parse(self, what):
        """The reader alone: MB/s, and against a hash of each byte."""
        if not self.args.tool or not self.figures.wants("parse"):
            return
        out = subprocess.run([self.args.tool, str(self.args.repetitions), os.path.join(self.args.scratch, what + ".csv")],
                             check=True, stdout=subprocess.PIPE, text=True, encoding="utf-8").stdout
        for line in out.splitlines():
            kind, texts, size, parse, build, hash_, best = line.split("\t")
            size, parse, build, hash_ = int(size), float(parse), float(build), float(hash_)
            speed = size / 1e6 / parse
            total = kind == "all"
            if total:
                self.figures.add_plain("parse_" + what, "reading alone", "FNV-1a of each byte", None, parse / hash_,
                                       best=float(best), note="%.0f MB/s (%.0f MB/s with the stored form)" % (speed, size / 1e6 / (parse + build)))
            else:
                self.speeds.append({"kind": kind, "texts": int(texts), "bytes": size, "mb_per_s": round(speed, 1)})
                print("%-26s %-46s %9.0f MB/s (%s texts, %.1f MB)" % ("", kind, speed, texts, size / 1e6), flush=True)

    def run(self):
        args = self.args
        self.speeds = []
        self.stored = []
        os.makedirs(os.path.join(args.scratch, "server"), exist_ok=True)
        os.chmod(os.path.join(args.scratch, "server"), 0o777)
        about = machine(self.server)
        print("machine: %(processor)s, %(processors)s processors, %(memory)s; load %(load).1f\n%(server)s" % about)
        print("%d documents of the archive, %d variations of the seed document; median of %d repetitions" %
              (args.documents, args.documents, args.repetitions))
        print("%-26s %-46s %9s %9s  %-8s %s" % ("", "", "cpu", "elapsed", "target", "met"))
        self.server.do("SET client_min_messages = warning", "CREATE EXTENSION IF NOT EXISTS resolution",
                       "SET max_parallel_workers_per_gather = 0", "SET jit = off")
        self.sizes = {}
        for what in ("seed", "archive"):
            self.load(what)
            self.copy(what)
            self.parse(what)
            if what == "archive" or not args.short:
                for method in self.methods:
                    self.values(what, method)
            if what == "seed":
                self.regexes()
            self.sizes.update(self.size)
        self.python()
        if not args.short:
            self.parallel()
            self.storage()
        result = {"machine": about, "documents": args.documents, "repetitions": args.repetitions, "bytes": self.sizes,
                  "figures": self.figures.rows, "speeds": self.speeds, "storage": self.stored}
        if args.json:
            with open(args.json, "w", encoding="utf-8") as f:
                json.dump(result, f, indent=1, ensure_ascii=False)
                f.write("\n")
        status = 0
        if args.keep_figures:
            with open(args.keep_figures, "w", encoding="utf-8") as f:
                f.write("# Ratios of the short form (run.py --short), by the clock of the server's process.\n"
                        "# name\tbetter\tratio\n")
                for row in self.figures.rows:
                    f.write("%s\t%s\t%.3f\n" % (row["name"], "high" if row["faster"] else "low", row["ratio_cpu"]))
        if args.check:
            status = self.check(args.check)
        return status

    def check(self, file):
        known = {}
        with open(file, encoding="utf-8") as f:
            for line in f:
                if not line.startswith("#") and line.strip():
                    name, better, ratio = line.rstrip("\n").split("\t")
                    known[name] = (better, float(ratio))
        lost = []
        compared = 0
        for row in self.figures.rows:
            if row["name"] not in known:
                continue
            compared += 1
            better, ratio = known[row["name"]]
            # the repetition that was disturbed least speaks for the code
            ratios = [row[k] for k in ("ratio_cpu", "ratio_elapsed", "best_cpu")]
            if better == "high":
                loss = ratio / max(ratios)
            else:
                # what takes next to nothing is not judged by its noise
                loss = min(ratios) / max(ratio, 0.05)
            if loss > GROSS:
                lost.append("%s: ratio %.3f, committed %.3f" % (row["name"], row["ratio_cpu"], ratio))
        for line in lost:
            print("lost: " + line)
        missing = sorted(set(known) - {row["name"] for row in self.figures.rows})
        # a server without lz4, a run of some figures only
        if missing and not self.args.only:
            print("not measured: " + ", ".join(missing))
        print("%d ratios compared with %s, %d lost" % (compared, os.path.basename(file), len(lost)))
        return 1 if lost or compared == 0 else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--documents", type=int)
    parser.add_argument("--repetitions", type=int)
    parser.add_argument("--corpus")
    parser.add_argument("--only")
    parser.add_argument("--json")
    parser.add_argument("--check")
    parser.add_argument("--keep-figures")
    parser.add_argument("--psql", default="psql")
    parser.add_argument("--scratch", required=True)
    parser.add_argument("--tool")
    args = parser.parse_args()
    if args.documents is None:
        args.documents = 400 if args.short else 20000
    if args.repetitions is None:
        args.repetitions = 3 if args.short else 5
    return Bench(args).run()


if __name__ == "__main__":
    sys.exit(main())
