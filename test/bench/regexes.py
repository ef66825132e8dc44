#!/usr/bin/env python3
"""regexes.py - what one would write without the extension: texts to rows with
regular expressions, in Python.

usage: regexes.py FILE [FIRST LAST]		FILE as texts.py makes it

Every expression is compiled once, each is anchored or begins with a literal
where that can be, and no text is gone through more often than a rule needs.
It finds less than the extension does (it knows the English layout best, mends
no words, numbers no sub-paragraphs by their parents); so it is a lower bound
of what such a program costs.  Prints, as JSON, the bytes read, the seconds of
the process (without reading the file) and the rows of each kind.
"""
import csv
import json
import re
import sys
import time

FURNITURE = re.compile(
    r"^[ \t]*(?:\d{2}-\d{5}(?:\s*\(E\).*)?|\d+/\d+|[A-Z]/(?:RES/|[A-Z.\d]+/)*[\w./()-]+|\*\d{7,}\*|https?://\S+|Page \d+|\f)[ \t]*$\n?",
    re.M)
NOTE = re.compile(
    r"^[ \t]*(\d{1,3}|\*{1,3})[ \t]*\n?[ \t]+((?:See|Resolution|A/|S/|E/|United Nations|Official|Ibid|Adopted|On behalf|The )[^\n]*"
    r"(?:\n(?!\s*(?:\d{1,3}|\*)\s*\n?[ \t]|\s*\n|https?:)[^\n]*|\n[ \t]*\n(?!https?:)(?=[a-z])[^\n]*)*)", re.M)
RULE = re.compile(r"^[ \t]*_{5,}[ \t]*$", re.M)
CALL = re.compile(r"(?<=[,.;a-z])\n?\d{1,2}\n|(?<=[,.;])\d{1,2}(?=\s)")
HYPHEN = re.compile(r"(\w)-\n\s*(?=[a-z])")
BLANKS = re.compile(r"\s+")
FORMULA = re.compile(r"^[ \t]*The (?:General Assembly|Security Council|Human Rights Council|Economic and Social Council),", re.M)
CLAUSE = re.compile(
    r"^[ \t]*(?:(?P<number>\d{1,3})\.[ \t]+|(?P<label>\((?:[a-z]{1,2}|[ivx]+)\))[ \t]+)?"
    r"(?P<phrase>(?:(?:Also|Further|Strongly|Deeply|Fully|Again|Once again|Noting with|Welcomes with)[ ]+)?[A-Z][a-z]+(?:ing|s|ed|es)?(?:[ ]+(?:also|further|upon|with|its|that))*)"
    r"(?P<text>.*?[;.,:])[ \t]*(?=\n\s*\n|\n[ \t]*\d{1,3}\.[ \t]|\n[ \t]*\([a-z]+\)|\n[ \t]+[A-Z][a-z]+ing\b|\Z)", re.M | re.S)
CITATION = re.compile(
    r"(?:(?:General Assembly|Human Rights Council|Security Council|Economic and Social Council|its)\s+)?[Rr]esolutions?\s+\d+(?:/\d+)?(?:\s+[A-Z](?!\w))?(?:\s+\((?:\d{4}|[IVXLS-]+)\))?(?:\s+of\s+(\d{1,2}\s+[A-Z][a-z]+\s+\d{4}))?"
    r"|\b[Dd]ecision\s+\d+(?:/\d+)?"
    r"|\b(?:A|S|E|ST|TD|DP)/(?:[A-Z][\w.-]*/)*[\w./-]*\d(?:/(?:Rev|Add|Corr)\.\d+)*"
    r"|\b(?:Charter of the United Nations|Universal Declaration of [A-Z]\w+ \w+|Vienna Declaration and Programme of Action)"
    r"|\bUnited Nations, Treaty Series, vol\. \d+, No\. \d+")
SPONSORS = re.compile(r"^[ \t]*((?:[A-Z][^\n:;]*\n\s*){0,30}?[A-Z][^\n:;]*?)[*]*:[*]*\s*(?:revised |amended )*draft (?:resolution|decision)", re.M)
SYMBOL = re.compile(r"\b(?:A|S|E)/(?:RES/|C\.\d/|HRC/(?:RES/)?)?\d+/(?:L\.)?\d+(?:/Rev\.\d+)?|\bS/RES/\d+ \(\d{4}\)")
SESSION = re.compile(r"\b([A-Z][a-z]+(?:-[a-z]+)?) session\b")
DATE = re.compile(r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December) (\d{4})\b")
AGENDA = re.compile(r"Agenda items? (\d+(?: \([a-z]\))?)")


def read(text):
    """Rows of one text: header, sponsors, clauses, notes, citations."""
    match = FORMULA.search(text)
    head_end = match.start() if match else 0
    head = text[:head_end]
    header = [m.group(0) if m else None for m in
              (SYMBOL.search(head), SESSION.search(head), DATE.search(head), AGENDA.search(head))]
    found = SPONSORS.search(head)
    sponsors = re.split(r",\s+|\s+and\s+", found.group(1).strip()) if found else []

    # pages end in a rule and notes; what is left is the text
    notes = []
    kept = []
    pieces = RULE.split(text)
    for i, piece in enumerate(pieces):
        if i > 0:
            end = 0
            for m in NOTE.finditer(piece):
                notes.append((m.group(1), BLANKS.sub(" ", m.group(2)).strip()))
                end = m.end()
            piece = piece[end:]
        kept.append(piece)
    body = FURNITURE.sub("", "\n".join(kept))
    match = FORMULA.search(body)
    if match:
        body = body[match.end():]
    body = HYPHEN.sub(r"\1-", CALL.sub("", body))

    clauses = []
    citations = []
    for m in CLAUSE.finditer(body):
        words = BLANKS.sub(" ", m.group("text")).strip()
        clauses.append((m.group("number") or m.group("label"), m.group("phrase"), words, m.span()))
        for c in CITATION.finditer(words):
            citations.append((len(clauses), None, c.group(0), c.group(1)))
    for i, (_, words) in enumerate(notes):
        for c in CITATION.finditer(words):
            citations.append((None, i + 1, c.group(0), c.group(1)))
    return header, sponsors, clauses, notes, citations


def main():
    csv.field_size_limit(2 ** 31 - 1)
    with open(sys.argv[1], encoding="utf-8", newline="") as f:
        texts = [row[2] for row in csv.reader(f)]
    if len(sys.argv) > 2:
        texts = texts[int(sys.argv[2]):int(sys.argv[3])]
    size = sum(len(text.encode("utf-8")) for text in texts)
    rows = {"sponsors": 0, "clauses": 0, "footnotes": 0, "citations": 0}
    elapsed = time.perf_counter()
    start = time.process_time()
    for text in texts:
        _, sponsors, clauses, notes, citations = read(text)
        rows["sponsors"] += len(sponsors)
        rows["clauses"] += len(clauses)
        rows["footnotes"] += len(notes)
        rows["citations"] += len(citations)
    seconds = time.process_time() - start
    elapsed = time.perf_counter() - elapsed
    print(json.dumps({"texts": len(texts), "bytes": size, "cpu": seconds, "elapsed": elapsed, "rows": rows}))


if __name__ == "__main__":
    main()
