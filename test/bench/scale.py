#!/usr/bin/env python3
"""scale.py - how load and queries grow with the number of rows.

usage: scale.py --scratch FOLDER [--psql PSQL] [--rows N,N,…] [--longest BYTES]
                [--corpus FOLDER] [--json FILE] [--svg FILE]
       scale.py --plot FILE --svg FILE		draw again what was measured

Texts of the archive of at most BYTES bytes (default 4000, so that a million
rows fit a small machine) are loaded N times over, and asked.  Seconds are
those that the server's process was running.  The plot has logarithms on both
sides: what grows linearly is a line that rises one decade in a decade.
"""
import argparse
import json
import math
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
from run import Server, machine			# noqa: E402

QUERIES = [
    ("organ", "one value of each: count(*) where resolution_organ(body) = 'S'",
     "SELECT count(*) FROM scale WHERE resolution_organ(body) = 'S'"),
    ("citations", "all citations: count(*) from resolution_citations(body)",
     "SELECT count(*) FROM scale, resolution_citations(body)"),
    ("md5", "md5(body::text), for comparison",
     "SELECT count(md5(body::text)) FROM scale"),
    ("lookup", "100 look-ups by symbol through an index",
     "SELECT count(*) FROM (SELECT symbol FROM scale_wanted) AS w JOIN LATERAL (SELECT n FROM scale"
     " WHERE resolution_symbol(body) = w.symbol LIMIT 1) AS s ON true"),
]


def measure(args):
    s = Server(args.psql)
    base = 10000
    made = os.path.join(args.scratch, "scale.csv")
    folder = os.path.join(args.scratch, "server")
    os.makedirs(folder, exist_ok=True)
    os.chmod(folder, 0o777)
    command = [sys.executable, os.path.join(HERE, "texts.py"), "archive", str(args.texts), made]
    if args.corpus:
        command += ["--corpus", args.corpus]
    subprocess.run(command, check=True)
    file = os.path.join(folder, "scale.copy")
    s.do("SET client_min_messages = warning", "CREATE EXTENSION IF NOT EXISTS resolution", "SET max_parallel_workers_per_gather = 0",
         "SET jit = off", "DROP TABLE IF EXISTS scale_all, scale, scale_wanted",
         "CREATE UNLOGGED TABLE scale_all (n int, kind text, body text)",
         "\\copy scale_all FROM '%s' WITH (FORMAT csv)" % made,
         "DELETE FROM scale_all WHERE octet_length(body) > %d OR resolution_try(body) IS NULL" % args.longest)
    have = int(s.ask("SELECT count(*) FROM scale_all"))
    s.do("COPY (SELECT a.n, body FROM (SELECT row_number() OVER (ORDER BY n) AS n, body FROM scale_all) AS a,"
         " generate_series(0, %d) AS g ORDER BY g, a.n LIMIT %d) TO '%s'" % (base // max(have, 1), base, file))
    result = {"machine": machine(s), "longest": args.longest, "distinct": have,
              "bytes_per_row": float(s.ask("SELECT avg(octet_length(body)) FROM scale_all")), "rows": [], "seconds": {}}
    compression = "COMPRESSION lz4" if s.ask(
        "SELECT count(*) FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)") == "1" else ""
    s.do("CREATE TABLE scale (n int, body resolution %s)" % compression)
    loaded = 0
    seconds = 0.0
    for rows in args.rows:
        while loaded < rows:
            seconds += s.time("COPY scale FROM '%s'" % file)[0]
            loaded += base
        s.do("VACUUM ANALYZE scale")
        index = s.time("CREATE INDEX scale_symbol ON scale ((resolution_symbol(body)))")[0]
        s.do("DROP TABLE IF EXISTS scale_wanted",
             "CREATE TABLE scale_wanted AS SELECT symbol FROM (SELECT DISTINCT resolution_symbol(body) AS symbol FROM scale WHERE n < 300) AS t"
             " WHERE symbol IS NOT NULL LIMIT 100", "ANALYZE scale_wanted")
        result["rows"].append(loaded)
        result["seconds"].setdefault("load", []).append(seconds)
        result["seconds"].setdefault("index", []).append(index)
        print("%d rows: COPY %.2f s, index %.2f s" % (loaded, seconds, index), end="", flush=True)
        for name, _, query in QUERIES:
            times = [s.time(query)[0] for _ in range(3 if loaded <= 100000 else 1)]
            result["seconds"].setdefault(name, []).append(sorted(times)[len(times) // 2])
            print(", %s %.4f s" % (name, result["seconds"][name][-1]), end="", flush=True)
        print(", %s" % s.ask("SELECT pg_size_pretty(pg_table_size('scale'))"), flush=True)
        s.do("DROP INDEX scale_symbol")
    s.do("DROP TABLE scale, scale_all, scale_wanted")
    return result


def plot(result, file):
    """The plot as SVG, without any library."""
    names = [("load", "COPY", "#1b6ca8"), ("citations", "all citations", "#c0392b"), ("md5", "md5(body::text)", "#7f8c8d"),
             ("organ", "one value of each", "#27ae60"), ("index", "index on the symbol", "#8e44ad"),
             ("lookup", "100 look-ups by symbol", "#d68910")]
    names = [n for n in names if n[0] in result["seconds"]]
    rows = result["rows"]
    values = [v for n in names for v in result["seconds"][n[0]]]
    x0, x1 = math.floor(math.log10(min(rows))), math.ceil(math.log10(max(rows)))
    y0, y1 = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    left, top, width, height = 70, 30, 420, 75 * (y1 - y0)

    def x(v):
        return left + (math.log10(v) - x0) / (x1 - x0) * width

    def y(v):
        return top + (y1 - math.log10(v)) / (y1 - y0) * height

    out = ['<svg xmlns="http://www.w3.org/2000/svg" width="720" height="%d" font-family="sans-serif" font-size="12">' % (top + height + 50),
           '<rect width="100%" height="100%" fill="#ffffff"/>',
           '<text x="%d" y="18" font-size="14">Seconds of the server by rows (logarithmic)</text>' % left]
    for e in range(x0, x1 + 1):
        out.append('<line x1="%.1f" y1="%d" x2="%.1f" y2="%d" stroke="#dddddd"/>' % (x(10 ** e), top, x(10 ** e), top + height))
        out.append('<text x="%.1f" y="%d" text-anchor="middle">%s</text>' % (x(10 ** e), top + height + 18, format(10 ** e, ",")))
    for e in range(y0, y1 + 1):
        out.append('<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#dddddd"/>' % (left, y(10.0 ** e), left + width, y(10.0 ** e)))
        out.append('<text x="%d" y="%.1f" text-anchor="end">%g s</text>' % (left - 6, y(10.0 ** e) + 4, 10.0 ** e))
    last = top - 20.0
    for name, label, colour in sorted(names, key=lambda n: -result["seconds"][n[0]][-1]):
        points = list(zip(rows, result["seconds"][name]))
        out.append('<polyline fill="none" stroke="%s" stroke-width="2" points="%s"/>' %
                   (colour, " ".join("%.1f,%.1f" % (x(a), y(b)) for a, b in points)))
        for a, b in points:
            out.append('<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>' % (x(a), y(b), colour))
        last = max(y(points[-1][1]) + 4, last + 15)
        out.append('<text x="%d" y="%.1f" fill="%s">%s</text>' % (left + width + 10, last, colour, label))
    out.append('<text x="%d" y="%d" text-anchor="middle">rows</text></svg>' % (left + width // 2, top + height + 38))
    with open(file, "w", encoding="utf-8") as f:
        f.write("\n".join(out) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--psql", default="psql")
    parser.add_argument("--scratch")
    parser.add_argument("--rows", default="10000,100000,1000000")
    parser.add_argument("--longest", type=int, default=4000)
    parser.add_argument("--texts", type=int, default=20000)
    parser.add_argument("--corpus")
    parser.add_argument("--json")
    parser.add_argument("--svg")
    parser.add_argument("--plot")
    args = parser.parse_args()
    if args.plot:
        with open(args.plot, encoding="utf-8") as f:
            result = json.load(f)
    else:
        args.rows = [int(n) for n in args.rows.split(",")]
        result = measure(args)
        if args.json:
            with open(args.json, "w", encoding="utf-8") as f:
                json.dump(result, f, indent=1)
                f.write("\n")
    if args.svg:
        plot(result, args.svg)
    return 0


if __name__ == "__main__":
    sys.exit(main())
