#!/usr/bin/env python3
"""English prose from Debian packages, as tokens: `corpus.py FOLDER`.

Downloads the packages below with apt-get (they are unpacked, never installed), keeps paragraphs
that read like prose, drops repeated ones, cuts long documents, shuffles the documents, holds some
out, trains a byte-pair vocabulary and writes into FOLDER

    train.bin, val.bin   tokens, unsigned 16-bit little-endian, in the order of the shuffle
    bpe.model            the vocabulary (sentencepiece)
    corpus.json          versions, digests, counts, bytes per token

The same package versions give the same tokens, byte for byte. Needs: python3-numpy,
python3-sentencepiece, apt-get and dpkg-deb; about two minutes and 1 GB of memory.
"""
import gzip
import hashlib
import html.parser
import json
import random
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import sentencepiece

VOCABULARY = 512
PIECE = 16_000  # characters: longer documents are cut, so that no author is only in training
HELD_OUT = 0.015  # of the pieces

# package, reader, and which of its files (a regular expression on the path)
PACKAGES = [
    ("anarchism", "html", r"/html/.*\.html$"),
    ("debian-handbook", "html", r"/html/en-US/.*\.html$"),
    ("debian-reference-en", "html", r"en\.html$"),
    ("developers-reference", "html", r"/developers-reference/[^/]*\.html$"),
    ("dict-devil", "dictionary", r"\.dict\.dz$"),
    ("dict-foldoc", "dictionary", r"\.dict\.dz$"),
    ("dict-gcide", "dictionary", r"\.dict\.dz$"),
    ("dict-jargon", "dictionary", r"\.dict\.dz$"),
    ("dict-wn", "dictionary", r"\.dict\.dz$"),
    ("fortunes", "fortunes", r"/fortunes/[a-z-]+$"),
    ("gimp-help-en", "html", r"\.html$"),
    ("git-doc", "html", r"\.html$"),
    ("libreoffice-help-en-us", "html", r"/en-US/text/.*\.html$"),
    ("linux-doc-6.1", "html", r"/html/(?!translations).*\.html$"),
    ("perl-doc", "pod", r"\.pod$"),
    ("postgresql-doc-15", "html", r"\.html$"),
    ("python3.11-doc", "html", r"\.html$"),
    ("r-doc-html", "html", r"\.html$"),
    ("rust-doc", "html", r"/html/(book|reference|nomicon|cargo|rustc|rust-by-example|edition-guide"
                         r"|embedded-book|unstable-book|rustdoc)/.*\.html$"),
    ("vim-runtime", "text", r"/doc/[^/]*\.txt$"),
]

STOP_WORDS = set(
    "the a an of to in is and that it for on as be with are by this or not from at which can if "
    "you will was but have has one all no any when its may used use".split()
)


class Paragraphs(html.parser.HTMLParser):
    """The paragraphs of a page, without its navigation, tables and listings."""

    SKIPPED = {"pre", "script", "style", "nav", "table", "header", "footer", "title", "select"}
    BLOCKS = {"p", "li", "dd", "dt", "div", "h1", "h2", "h3", "h4", "h5", "h6", "br", "blockquote",
              "ul", "ol", "dl", "section", "article", "body"}

    def __init__(self):
        super().__init__()
        self.found, self.text, self.depth = [], [], 0

    def handle_starttag(self, tag, _):
        self.depth += tag in self.SKIPPED
        if tag in self.BLOCKS:
            self.flush()

    def handle_endtag(self, tag):
        self.depth = max(0, self.depth - (tag in self.SKIPPED))
        if tag in self.BLOCKS:
            self.flush()

    def handle_data(self, data):
        if self.depth == 0:
            self.text.append(data)

    def flush(self):
        self.found.append("".join(self.text))
        self.text = []


def read_html(text):
    page = Paragraphs()
    page.feed(text)
    page.flush()
    return page.found


def read_pod(text):
    blocks = [b for b in re.split(r"\n\s*\n", text) if not b.startswith(("=", " ", "\t"))]
    return [re.sub(r"\b[A-Z]<+\s*(.*?)\s*>+", r"\1", b) for b in blocks]


READERS = {
    "html": read_html,
    "pod": read_pod,
    "text": lambda text: re.split(r"\n\s*\n", text),
    "fortunes": lambda text: text.split("\n%\n"),
    "dictionary": lambda text: re.split(r"\n(?=\S)", text),
}


def prose(paragraph, shortest):
    """The paragraph on one line, or None if it does not read like English prose."""
    line = unicodedata.normalize("NFKC", " ".join(paragraph.split()))
    for typographic, plain in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("—", "--"), ("–", "-")):
        line = line.replace(typographic, plain)
    ascii_only = line.encode("ascii", "ignore").decode()
    if len(ascii_only) < shortest or len(ascii_only) < 0.97 * len(line):
        return None
    if sum(c.isalpha() or c == " " for c in ascii_only) < 0.82 * len(ascii_only):
        return None
    words = re.findall(r"[a-z]+", ascii_only.lower())
    if sum(w in STOP_WORDS for w in words) < 0.12 * len(words):
        return None
    return ascii_only


def unpack(package, folder):
    """Downloads a package, unpacks it, and says which one it was."""
    folder.mkdir(parents=True, exist_ok=True)
    found = sorted(folder.glob("*.deb"))
    if not found:
        done = subprocess.run(["apt-get", "download", "-qq", package], cwd=folder,
                              capture_output=True, text=True)
        found = sorted(folder.glob("*.deb"))
        if done.returncode or not found:
            sys.exit(f"apt-get cannot download {package}: {done.stderr.strip()}")
    deb = found[0]
    if not (folder / "files").exists():
        # Under another name until it is whole, so that nobody ever reads half a package.
        shutil.rmtree(folder / "part", ignore_errors=True)
        subprocess.run(["dpkg-deb", "-x", deb, folder / "part"], check=True)
        (folder / "part").rename(folder / "files")
    version = subprocess.run(["dpkg-deb", "-f", deb, "Version"], check=True, capture_output=True,
                             text=True).stdout.strip()
    return {"version": version, "sha256": hashlib.sha256(deb.read_bytes()).hexdigest()}


def pieces_of(root, reader, pattern, seen):
    """The documents of an unpacked package: lists of paragraphs, each list at most PIECE long."""
    shortest = 40 if reader == "dictionary" else 60
    # The pattern is on the path inside the package: what the folder is called changes nothing.
    for path in sorted(p for p in root.rglob("*") if re.search(pattern, f"/{p.relative_to(root)}")):
        if path.is_symlink() or not path.is_file():
            continue
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".dz" else data).decode("utf-8", "ignore")
        piece, length = [], 0
        for paragraph in READERS[reader](text):
            line = prose(paragraph, shortest)
            key = hash_of(line)
            if line is None or key in seen:
                continue
            seen.add(key)
            if length + len(line) > PIECE and piece:
                yield piece
                piece, length = [], 0
            piece.append(line)
            length += len(line) + 1
        if piece:
            yield piece


def hash_of(line):
    letters = re.sub(r"[^a-z]", "", (line or "").lower())
    return hashlib.blake2b(letters.encode(), digest_size=12).digest()


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    seen, pieces, packages = set(), [], {}
    for package, reader, pattern in PACKAGES:
        about = unpack(package, folder / "packages" / package)
        found = list(pieces_of(folder / "packages" / package / "files", reader, pattern, seen))
        about |= {"pieces": len(found), "characters": sum(len(p) + 1 for d in found for p in d)}
        print(f"{package:24} {about['characters'] / 1e6:6.1f} MB {len(found):6} pieces", flush=True)
        packages[package] = about
        pieces += found
    random.Random(1).shuffle(pieces)
    held_out = round(HELD_OUT * len(pieces))

    sample = [line for piece in pieces[held_out::8] for line in piece]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sample), model_prefix=str(folder / "bpe"), model_type="bpe",
        vocab_size=VOCABULARY, character_coverage=1.0, normalization_rule_name="identity",
        max_sentence_length=PIECE * 2, num_threads=1, minloglevel=1)
    bpe = sentencepiece.SentencePieceProcessor(model_file=str(folder / "bpe.model"))
    about = {"vocabulary": VOCABULARY, "packages": packages}
    for name, part in (("val", pieces[:held_out]), ("train", pieces[held_out:])):
        # Every paragraph ends with the end-of-sentence token.
        ids = [i for piece in part for line in bpe.encode(piece) for i in (*line, bpe.eos_id())]
        tokens = np.array(ids, dtype="<u2")
        tokens.tofile(folder / f"{name}.bin")
        characters = sum(len(line) + 1 for piece in part for line in piece)
        about[name] = {"pieces": len(part), "tokens": len(tokens), "bytes": characters,
                       "bytesPerToken": characters / len(tokens),
                       "sha256": hashlib.sha256(tokens.tobytes()).hexdigest()}
        print(f"{name:24} {len(tokens):,} tokens, {characters / len(tokens):.3f} bytes per token")
    (folder / "corpus.json").write_text(json.dumps(about, indent=2) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
