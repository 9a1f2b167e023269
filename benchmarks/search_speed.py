"""Measure the search for examples: `python benchmarks/search_speed.py`.

Prints how long the packaged model takes to load and to give 2,000 texts their vectors, with numpy alone and through
sentence-transformers (where that is installed), each in a new process with its peak memory; and at three sizes of
corpus how long an index takes to make, to read back and to ask, with the size of its file and the peak memory. The
larger corpora are made of pieces of the packaged one, drawn at random, so that their words are as frequent.
"""

import argparse
import importlib.util
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from msgspec.structs import replace

from pmqa_writer.criteria import packaged_edition
from pmqa_writer.examples import Example, packaged_corpus
from pmqa_writer.examples.document import Document
from pmqa_writer.examples.search import Query, Searcher
from pmqa_writer.resources import data_path

SIZES = (100, 2_000, 20_000)
QUERIES = 20
TEXTS = 2_000
SEED = 2565


def pieces(draw: random.Random, count: int, length: int) -> list[str]:
    """Return texts of `length` pieces of the packaged examples."""
    known = [piece for example in packaged_corpus().examples for piece in example.text.split()]
    return [" ".join(draw.choices(known, k=length)) for _ in range(count)]


def peak_memory() -> str:
    """Return the most memory that this process has held, where the system tells."""
    try:
        import resource
    except ImportError:
        return "unknown"
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB"


def measure_model(way: str, texts: list[list[str]]) -> None:
    """Load the packaged model and give texts their vectors, by `numpy` or by `sentence-transformers`."""
    folder = Path(str(data_path("models", "embedding")))
    start = time.perf_counter()
    if way == "numpy":
        from pmqa_writer.examples.semantic import WordVectors

        words = WordVectors(folder)
        loaded = time.perf_counter()
        words.texts([Document("", tuple(terms)) for terms in texts])
    else:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        loaded = time.perf_counter()
        model.encode([" ".join(terms) for terms in texts])
    done = time.perf_counter()
    print(
        f"model, {way:22} loaded in {loaded - start:5.2f} s, {len(texts):,} texts in {done - loaded:5.2f} s, "
        f"peak memory {peak_memory()}"
    )


def measure_search(size: int) -> None:
    """Make an index of `size` entries, read it back, and ask it."""
    draw = random.Random(SEED)
    corpus = packaged_corpus()
    entries: list[Example] = [replace(draw.choice(corpus.examples), text=text) for text in pieces(draw, size, 15)]
    queries = [Query.of(text, packaged_edition()) for text in pieces(draw, QUERIES, 20)]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        Searcher(entries, cache=Path(folder))
        made = time.perf_counter()
        searcher = Searcher(entries, cache=Path(folder))
        read = time.perf_counter()
        kept = sum(file.stat().st_size for file in Path(folder).iterdir())
    times = []
    for query in queries:
        asked = time.perf_counter()
        searcher.find(query)
        times.append((time.perf_counter() - asked) * 1000)
    print(
        f"{size:6,} entries: made in {made - start:4.1f} s, read in {read - made:4.2f} s, {kept / 1e6:5.1f} MB kept, "
        f"a query {statistics.median(times):5.1f} ms median, {max(times):.1f} worst, peak memory {peak_memory()}"
    )


def main() -> None:
    """Measure and print, each figure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", help=argparse.SUPPRESS)
    match parser.parse_args().only:
        case ["model", way]:
            measure_model(way, json.load(sys.stdin))
        case ["search", size]:
            measure_search(int(size))
        case _:
            texts = [Document.of(text).terms for text in pieces(random.Random(SEED), TEXTS, 15)]
            ways = ["numpy"] + ["sentence-transformers"] * bool(importlib.util.find_spec("sentence_transformers"))
            for way in ways:
                again("model", way, given=json.dumps(texts))
            for size in SIZES:
                again("search", str(size))


def again(*what: str, given: str = "") -> None:
    """Run a part in a new process."""
    subprocess.run([sys.executable, __file__, *what], input=given, text=True, check=True)


if __name__ == "__main__":
    main()
