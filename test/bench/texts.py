#!/usr/bin/env python3
"""texts.py - the texts that are measured, as a CSV file (n, kind, body).

usage: texts.py archive N OUT [--corpus FOLDER]	N documents of the archive
       texts.py seed N OUT			N variations of the seed document

The archive is a folder with a MANIFEST.tsv and the files it names, or else
data/archive.csv; where it has fewer than N texts it is gone through again.
"kind" is what a text is like: organ, language and extractor.

A variation of the seed document has other sponsors, dates, numbers and words
and lacks some paragraphs, so no two are equal; the same N gives the same
texts on every machine.
"""
import argparse
import csv
import os
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))

# Words that stand for one another in a variation.
WORDS = [
    ("human rights", ["human rights", "human rights", "economic rights", "the rights of the child", "cultural rights"]),
    ("cooperation", ["cooperation", "cooperation", "dialogue", "assistance", "solidarity"]),
    ("promotion", ["promotion", "advancement", "realization", "enjoyment"]),
    ("civilizations", ["civilizations", "peoples", "religions", "nations"]),
    ("Durban", ["Durban", "Vienna", "Nairobi", "Geneva"]),
    ("South Africa", ["South Africa", "Austria", "Kenya", "Switzerland"]),
    ("stakeholders", ["stakeholders", "partners", "parties concerned"]),
    ("obstacles", ["obstacles", "impediments", "difficulties"]),
]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December"]
# Operative paragraphs that a variation may lack: those that stand whole on a page.
OPTIONAL = (2, 3, 6, 7, 8, 12, 13, 14)


class Random:
    """A generator of its own, equal on every machine and version."""

    def __init__(self, seed):
        self.state = (seed * 2862933555777941757 + 3037000493) % 2 ** 64

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        return (self.state >> 33) % n

    def among(self, things):
        return things[self.below(len(things))]


def archive_rows():
    csv.field_size_limit(2 ** 31 - 1)
    with open(os.path.join(TOP, "data", "archive.csv"), encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def archive_texts(corpus):
    """(kind, body) of each text of the archive."""
    if corpus is None:
        return [("/".join((row["organ"], row["language"], row["extractor"])), row["body"]) for row in archive_rows()]
    texts = []
    with open(os.path.join(corpus, "MANIFEST.tsv"), encoding="utf-8") as f:
        names = f.readline().rstrip("\n").split("\t")
        for line in f:
            row = dict(zip(names, line.rstrip("\n").split("\t")))
            if not row["file"].endswith(".txt"):
                continue
            with open(os.path.join(corpus, row["file"]), "rb") as t:
                body = t.read()
            if b"\0" in body:
                continue
            texts.append(("/".join((row["organ"], row["language"], row["extractor"])), body.decode("utf-8", "replace")))
    return texts


def states():
    names = []
    with open(os.path.join(TOP, "data", "states.tsv"), encoding="utf-8") as f:
        columns = None
        for line in f:
            if line.startswith("#") or not line.strip():
                continue
            fields = line.rstrip("\n").split("\t")
            if columns is None and "name" in fields:
                columns = fields
                continue
            name = fields[columns.index("name")] if columns else fields[0]
            if re.fullmatch(r"[A-Z][A-Za-z ]+", name) and " and " not in name:
                names.append(name)
    return sorted(names)


def variation(seed, names, i):
    r = Random(i)
    text = seed
    sponsors = sorted({r.among(names) for _ in range(2 + r.below(5))})
    line = ", ".join(sponsors[:-1]) + " and " + sponsors[-1] if len(sponsors) > 1 else sponsors[0]
    text = text.replace("Antigua and Barbuda and Cuba", line, 1)
    gone = [n for n in OPTIONAL if r.below(4) == 0]
    for n in gone:
        text = re.sub(r"(?ms)^ %d\. .*?(?=^ %d\. )" % (n, n + 1), "", text, count=1)
    number = iter(range(1, 100))
    text = re.sub(r"(?m)^ \d+\. (?=[A-Z])", lambda m: " %d. " % next(number), text)
    for word, others in WORDS:
        text = re.sub(re.escape(word), lambda m: r.among(others), text)
    text = re.sub(r"\b(\d+)(\s+)(%s) (\d{4})\b" % "|".join(MONTHS),
                  lambda m: "%d%s%s %d" % (1 + r.below(28), m.group(2), r.among(MONTHS), 1990 + r.below(35)), text)
    text = re.sub(r"\b(\d\d?/)(\d+)\b(?! \()", lambda m: "%d/%d" % (46 + r.below(33), 1 + r.below(299)), text)
    text = re.sub(r"\bA/70/53\b|\bA/\d\d/\d+\b", lambda m: "A/%d/%d" % (46 + r.below(33), 1 + r.below(900)), text)
    return text


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["archive", "seed"])
    parser.add_argument("n", type=int)
    parser.add_argument("out")
    parser.add_argument("--corpus")
    args = parser.parse_args()
    with open(args.out, "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        if args.what == "archive":
            texts = archive_texts(args.corpus)
            # a part of the archive is spread over the whole of it
            step = max(1, len(texts) // args.n)
            texts = texts[::step]
            for i in range(args.n):
                out.writerow((i + 1,) + texts[i % len(texts)])
        else:
            seed = archive_rows()[0]["body"]
            names = states()
            seen = set()
            i = 0
            while len(seen) < args.n:
                i += 1
                text = variation(seed, names, i)
                if text not in seen:
                    seen.add(text)
                    out.writerow((len(seen), "seed", text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
