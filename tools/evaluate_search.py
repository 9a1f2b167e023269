"""Measure how well the search finds examples of the right criterion, voter by voter.

    evaluate_search.py DRAFTS [--model FOLDER]

DRAFTS is a folder of drafts named after their questions. Queries: every draft alone, every draft with its question and
the criterion's title as `lint` asks, and the criteria's titles alone. An example counts as relevant where its criterion
is the query's: a weak label, because a practice of another criterion may help as much. The criterion itself is never
given to the search. Queries whose criterion has no example are left out. The intervals are of the difference between
the hybrid and each voter, or the hybrid without the embedding: 95 %, criteria drawn anew with all their queries.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pmqa_writer.criteria import Edition, packaged_edition
from pmqa_writer.drafts import discover
from pmqa_writer.examples import packaged_corpus
from pmqa_writer.examples.document import Document
from pmqa_writer.examples.index import Votes, z_scores
from pmqa_writer.examples.postings import Scores
from pmqa_writer.examples.search import Searcher
from pmqa_writer.examples.semantic import load_embedder

TOP = 5
DRAWS = 2_000
SEED = 2565

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
        [(f"{text}\n{question.text} {title}", question.criterion) for text, question, title in joined],
    )
    yield "titles", [(criterion.title, criterion.id) for criterion in edition.criteria]


def voters(votes: Votes) -> dict[str, Scores]:
    """Return the scores of each voter and of their sums."""
    words, characters, meaning = map(z_scores, (votes.words, votes.characters, votes.meaning))
    return {
        "BM25": words,
        "TF-IDF": characters,
        "embedding": meaning,
        "without embedding": words + characters,
        "hybrid": votes.total(),
    }


def measure(scores: Scores, relevant: NDArray[np.bool_]) -> tuple[float, float]:
    """Return the reciprocal rank of the first relevant example, and nDCG of the best five."""
    discount = 1 / np.log2(np.arange(2, TOP + 2))
    ranked = relevant[np.argsort(-scores, kind="stable")]
    gain = (ranked[:TOP] * discount).sum() / discount[: relevant.sum()].sum()
    return 1 / (1 + int(np.argmax(ranked))), float(gain)


def interval(differences: NDArray[np.float64], clusters: Sequence[str]) -> tuple[float, float]:
    """Return the 95 % interval of a mean, by drawing clusters with replacement."""
    groups = [differences[[other == cluster for other in clusters]] for cluster in sorted(set(clusters))]
    draw = np.random.default_rng(SEED)
    means = [
        np.concatenate([groups[number] for number in draw.integers(len(groups), size=len(groups))]).mean()
        for _ in range(DRAWS)
    ]
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("drafts", help="folder of drafts")
    parser.add_argument("--model", type=Path, help="a model of sentence-transformers instead of the packaged one")
    arguments = parser.parse_args()
    searcher = Searcher(packaged_corpus().examples, embedder=load_embedder(arguments.model))
    if searcher.index is None:
        parser.error("the corpus is empty")
    criteria = np.array([example.criterion for example in searcher.entries])
    for name, queries in query_sets(arguments.drafts, packaged_edition()):
        answered = [(text, criterion) for text, criterion in queries if criterion in criteria]
        measured: dict[str, list[tuple[float, float]]] = {}
        for text, criterion in answered:
            votes = searcher.index.votes(Document.of(text), searcher.embedder)
            for voter, scores in voters(votes).items():
                measured.setdefault(voter, []).append(measure(scores, criteria == criterion))
        table = {voter: np.array(figures) for voter, figures in measured.items()}
        print(f"{name}, {len(answered)} queries")
        for voter, figures in table.items():
            mrr, ndcg = figures.mean(axis=0)
            low, high = interval((table["hybrid"] - figures)[:, 1], [criterion for _, criterion in answered])
            print(f"  {voter:18} MRR {mrr:.3f}  nDCG@{TOP} {ndcg:.3f}  hybrid adds {low:+.3f} to {high:+.3f} nDCG")


if __name__ == "__main__":
    main()
