"""Measure how well the search finds examples of the right criterion, voter by voter.

    evaluate_search.py DRAFTS

DRAFTS is a folder of drafts named after their questions. Queries: every draft alone, every draft with its question and
the criterion's title, and the criteria's titles alone. An example counts as relevant where its criterion is the
query's: a weak label, because a practice of another criterion may help as much. The criterion itself is never given to
the search. Queries whose criterion has no example are left out.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from pmqa_writer.criteria import Edition, packaged_edition
from pmqa_writer.drafts import discover
from pmqa_writer.examples import packaged_corpus
from pmqa_writer.examples.index import LexicalIndex, Scores, z_scores
from pmqa_writer.examples.search import search_examples

TOP = 5

Query = tuple[str, str]
"""A text, and the criterion whose examples are relevant."""


def query_sets(drafts: str, edition: Edition) -> Iterator[tuple[str, list[Query]]]:
    """Yield the name and the queries of each set."""
    found = discover([drafts], edition).drafts
    asked = [(draft.text, edition.question(draft.question)) for draft in found]
    yield "drafts", [(text, question.criterion) for text, question in asked]
    joined = [(text, question, edition.criterion(question.criterion).title) for text, question in asked]
    yield (
        "drafts + question + title",
        [(f"{text} {question.text} {title}", question.criterion) for text, question, title in joined],
    )
    yield "titles", [(criterion.title, criterion.id) for criterion in edition.criteria]


def figures(score: Callable[[str], Scores], queries: Sequence[Query], criteria: Sequence[str]) -> tuple[float, float]:
    """Return the mean reciprocal rank of the first relevant example, and nDCG of the best five."""
    reciprocal, gains = [], []
    discount = 1 / np.log2(np.arange(2, TOP + 2))
    for text, criterion in queries:
        relevant = np.array([other == criterion for other in criteria])
        if relevant.any():
            ranked = relevant[np.argsort(-score(text), kind="stable")]
            reciprocal.append(1 / (1 + int(np.argmax(ranked))))
            gains.append((ranked[:TOP] * discount).sum() / discount[: relevant.sum()].sum())
    return float(np.mean(reciprocal)), float(np.mean(gains))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", help="folder of drafts")
    edition, corpus = packaged_edition(), packaged_corpus()
    index: LexicalIndex | None = search_examples(corpus, edition).index
    if index is None:
        parser.error("the corpus is empty")
    criteria = [example.criterion for example in corpus.examples]
    voters: dict[str, Callable[[str], Scores]] = {
        "BM25": index.words,
        "TF-IDF": index.characters,
        "sum": lambda query: z_scores(index.words(query)) + z_scores(index.characters(query)),
    }
    for name, queries in query_sets(parser.parse_args().drafts, edition):
        for voter, score in voters.items():
            mrr, ndcg = figures(score, queries, criteria)
            print(f"{name:26} {voter:7} MRR {mrr:.3f}  nDCG@{TOP} {ndcg:.3f}")


if __name__ == "__main__":
    main()
