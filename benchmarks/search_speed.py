"""Measure the search for examples: making the index and asking it, at three sizes of corpus.

search_speed.py

The larger corpora are made of sentences of the packaged one, drawn at random, so that their words are as frequent.
"""

import random
import statistics
import time

from msgspec.structs import replace

from pmqa_writer.criteria import packaged_edition
from pmqa_writer.examples import Corpus, packaged_corpus
from pmqa_writer.examples.search import search_examples

SIZES = (100, 2_000, 20_000)
QUERIES = 20
SEED = 2565


def main() -> None:
    """Measure and print."""
    edition, corpus = packaged_edition(), packaged_corpus()
    draw = random.Random(SEED)
    pieces = [piece for example in corpus.examples for piece in example.text.split()]
    queries = [" ".join(draw.choices(pieces, k=20)) for _ in range(QUERIES)]
    for size in SIZES:
        texts = [" ".join(draw.choices(pieces, k=15)) for _ in range(size)]
        entries = tuple(replace(draw.choice(corpus.examples), text=text) for text in texts)
        start = time.perf_counter()
        made = search_examples(Corpus(examples=entries, advice=()), edition)
        built = time.perf_counter() - start
        times = []
        for query in queries:
            start = time.perf_counter()
            made.find(query)
            times.append((time.perf_counter() - start) * 1000)
        print(
            f"{size:6} entries: indexed in {built:6.1f} s, "
            f"a query {statistics.median(times):6.1f} ms median, {max(times):.1f} worst"
        )


if __name__ == "__main__":
    main()
