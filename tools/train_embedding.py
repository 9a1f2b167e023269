"""Train the embedding that ships in `models/embedding`, and write its model card.

    train_embedding.py RELEASES OUT [--seed 2565]

RELEASES is a file of government press releases, one JSON object a line (`title`, `year`, `body`: paragraphs), plain or
packed with xz. OUT is the folder to write, which `SentenceTransformer(OUT)` loads. About five minutes on two cores.

A text's vector is the mean of the vectors of its content words. They start as latent semantic analysis (LSA) gives
them and are then trained so that texts that belong together come near each other and all others of the batch go away:
the title of a release and passages of it; a checklist item, its question or its criterion and sentences that meet the
item. Held out, for the figures of the card: the releases of the last year, and one sentence of every item.
"""

import argparse
import hashlib
import json
import lzma
import multiprocessing
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final, TextIO

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from scipy.sparse import csr_array
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfTransformer

from pmqa_writer.criteria import Edition, packaged_edition
from pmqa_writer.text import default_tokenizer

HELD_OUT: Final = "2025"
DIMENSIONS: Final = 256
VOCABULARY: Final = 22_000
RAREST: Final = 8
"""Releases that a word must stand in."""
EPOCHS: Final = 12
REPEATS: Final = 8
"""Times that an epoch shows each text of the criteria, of which there are few."""
BATCH: Final = 2_048
RATE: Final = 0.003
SHARPNESS: Final = 20.0
DROPPED: Final = 0.1
"""Share of words that are left out at random, so that no pair rests on one word."""
PASSAGE_LENGTHS: Final = (30, 60, 120, 200)
SNIPPET_LENGTHS: Final = (12, 25, 50)
COMMON: Final = 1e-3
"""Share of all words from which on a word counts less at the start (smooth inverse frequency)."""

CARD: Final = """---
language: th
library_name: sentence-transformers
tags: [sentence-transformers, static-embedding, sentence-similarity]
license: mit
---
# Thai government prose: a small static embedding

Gives a text of Thai official prose a vector; texts of like meaning lie near each other. `pmqa-writer` finds best
practices with it, beside words and characters.

- **How**: the mean of word vectors, made length 1. A word's vector is a row of whole numbers (8 bits) times a scale.
- **Input**: content words parted by spaces, as `pmqa_writer.text.default_tokenizer().terms(text)` gives them.
  `SentenceTransformer(folder).encode(" ".join(terms))` and the program's own reader give the same vectors. Words that
  are not known count as zeros.
- **Trained on**: press releases of the Thai government's news site, 2018 to 2024 (those of 2025 measure it), drawn
  from PyThaiNLP's thaigov-corpus and thaigov-v2-corpus, whose authors state the text to be in the public domain (Thai
  Copyright Act B.E. 2537, section 7 (1) and (3)); the criteria of PMQA 4.0 in `checklists/2565`, with their invented
  example sentences. No sentence can be read back from the vectors.
- **With**: `tools/train_embedding.py`, which holds all settings.
- **Not for**: names and numbers (numbers are left out), texts in other languages, judging whether a claim is true.
  Official wording is all it knows: everyday words that officials do not write have no vector.

| | |
| --- | --- |
{figures}
"""

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Release:
    """A press release as lists of content words, or of their numbers."""

    title: list[Any]
    passages: list[list[Any]]


def read_releases(file: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yield year, title and paragraphs; a paragraph that an earlier release had too is left out."""
    seen: set[bytes] = set()
    with open_text(file) as lines:
        for line in lines:
            release = json.loads(line)
            paragraphs = []
            for paragraph in release["body"]:
                key = hashlib.blake2b(paragraph.encode(), digest_size=8).digest()
                if key not in seen:
                    seen.add(key)
                    paragraphs.append(paragraph)
            yield str(release["year"]), release["title"], paragraphs


def open_text(file: Path) -> TextIO:
    return lzma.open(file, "rt", encoding="utf-8") if file.suffix == ".xz" else file.open(encoding="utf-8")


def cut(release: tuple[str, str, list[str]]) -> tuple[str, Release]:
    """Cut a release into content words, as the search cuts its texts."""
    year, title, paragraphs = release
    terms = default_tokenizer().terms
    return year, Release(terms(title), [words for words in map(terms, paragraphs) if len(words) >= 8])


def load(file: Path) -> tuple[list[Release], list[Release]]:
    """Return the releases to train on and those held out, of those with a title and a body to speak of."""
    trained: list[Release] = []
    held: list[Release] = []
    with multiprocessing.Pool() as pool:
        for year, release in pool.imap(cut, read_releases(file), chunksize=50):
            if len(release.title) >= 4 and release.passages:
                (held if year == HELD_OUT else trained).append(release)
    return trained, held


def criteria_pairs(edition: Edition) -> tuple[list[Release], list[tuple[list[str], list[str]]]]:
    """Return the criteria as texts that belong together, and one sentence of every item, held out, with the item."""
    terms = default_tokenizer().terms
    pairs, held = [], []
    for criterion in edition.criteria:
        met = {item.id: list(map(terms, item.meets)) for item in criterion.items}
        for item in criterion.items:
            held.append((met[item.id].pop(), terms(item.text)))
            pairs.append(Release(terms(item.text), [*met[item.id], terms(item.wanted)]))
            pairs.append(Release(terms(item.wanted), met[item.id]))
        for question in criterion.questions:
            asked = [met[item] for item in (*question.targets, *question.weak_targets)]
            pairs.append(Release(terms(question.text), [list(chain(*sentences)) for sentences in asked]))
        whole = [terms(item.text) for item in criterion.items] + [list(chain(*sentences)) for sentences in met.values()]
        pairs.append(Release(terms(criterion.title), whole))
        pairs.append(Release(terms(criterion.aim), whole))
    return pairs, held


def choose_words(releases: Sequence[Release], criteria: Sequence[Release]) -> tuple[list[str], Vectors]:
    """Return the words of the criteria and those that most releases have, and each one's share of all words."""
    documents: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for release in (*releases, *criteria):
        words = list(chain(release.title, *release.passages))
        total.update(words)
        documents.update(set(words))
    own = {word for text in criteria for word in chain(text.title, *text.passages)}
    known = (word for word, count in documents.items() if count >= RAREST or word in own)
    chosen = sorted(known, key=lambda word: (word not in own, -documents[word], word))[:VOCABULARY]
    counts = np.array([total[word] for word in chosen], dtype=np.float32)
    return chosen, counts / np.float32(sum(total.values()))


def numbered(releases: Sequence[Release], words: Sequence[str]) -> list[Release]:
    """Replace words by their numbers; words that were not chosen are left out, and then texts that are too short."""
    number = {word: index for index, word in enumerate(words)}

    def of(part: list[str]) -> list[int]:
        return [number[word] for word in part if word in number]

    made = (Release(of(release.title), [of(part) for part in release.passages]) for release in releases)
    kept = (Release(release.title, [part for part in release.passages if len(part) >= 3]) for release in made)
    return [release for release in kept if len(release.title) >= 2 and release.passages]


def starting_vectors(releases: Sequence[Release], shares: Vectors, seed: int) -> Vectors:
    """LSA of passages of several paragraphs, common words made small, scaled to a mean square of 1 a word."""
    rows, columns = [], []
    row = 0
    for release in releases:
        for start in range(0, len(release.passages), 4):
            words = [word for part in release.passages[start : start + 4] for word in part]
            rows += [row] * len(words)
            columns += words
            row += 1
    counts = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=(row, len(shares)))
    svd = TruncatedSVD(DIMENSIONS, random_state=seed).fit(TfidfTransformer(sublinear_tf=True).fit_transform(counts))
    vectors = svd.components_.T / np.linalg.norm(svd.components_.T, axis=1, keepdims=True).clip(1e-9)
    vectors = vectors * (COMMON / (COMMON + shares))[:, None]
    return np.asarray(vectors / np.sqrt((vectors**2).sum(axis=1).mean()), dtype=np.float32)


class Pairs:
    """Draws pairs of word lists that belong to the same release."""

    def __init__(self, releases: Sequence[Release], seed: int) -> None:
        self._releases = releases
        self._draw = random.Random(seed)

    def batches(self, snippets: bool) -> Iterator[tuple[list[list[int]], list[list[int]]]]:
        """Yield batches of a title, or of a snippet, with a passage of the same release."""
        order = list(range(len(self._releases)))
        self._draw.shuffle(order)
        for start in range(0, len(order) - BATCH + 1, BATCH):
            pairs = [self._pair(self._releases[number], snippets) for number in order[start : start + BATCH]]
            yield [left for left, _ in pairs], [right for _, right in pairs]

    def _pair(self, release: Release, snippets: bool) -> tuple[list[int], list[int]]:
        if snippets and len(release.passages) > 1:
            left, right = self._draw.sample(release.passages, 2)
            return self._thinned(left[: self._draw.choice(SNIPPET_LENGTHS)]), self._thinned(self._window(right))
        return self._thinned(release.title), self._thinned(self._window(self._draw.choice(release.passages)))

    def _window(self, words: list[int]) -> list[int]:
        length = self._draw.choice(PASSAGE_LENGTHS)
        start = self._draw.randint(0, max(0, len(words) - length))
        return words[start : start + length]

    def _thinned(self, words: list[int]) -> list[int]:
        return [word for word in words if self._draw.random() >= DROPPED] or words


def train(releases: Sequence[Release], start: Vectors, seed: int) -> Vectors:
    """Return the word vectors after training."""
    torch.manual_seed(seed)
    table = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(start.copy()), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(table.parameters(), lr=RATE)
    steps = EPOCHS * 2 * (len(releases) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=max(steps, 1), pct_start=0.1)
    pairs = Pairs(releases, seed)
    for epoch in range(EPOCHS):
        losses = []
        for snippets in (False, True):
            for left, right in pairs.batches(snippets):
                scores = SHARPNESS * embed(table, left) @ embed(table, right).T
                own = torch.arange(len(left))
                loss = (
                    torch.nn.functional.cross_entropy(scores, own) + torch.nn.functional.cross_entropy(scores.T, own)
                ) / 2
                optimizer.zero_grad()
                loss.backward()  # type: ignore[no-untyped-call]
                optimizer.step()
                schedule.step()
                losses.append(loss.item())
        print(f"epoch {epoch + 1:2}: loss {np.mean(losses):.3f}", flush=True)
    return table.weight.detach().numpy()


def embed(table: torch.nn.EmbeddingBag, texts: Sequence[list[int]]) -> torch.Tensor:
    starts = np.cumsum([0, *map(len, texts[:-1])])
    words = torch.from_numpy(np.concatenate([np.asarray(text, dtype=np.int64) for text in texts]))
    return torch.nn.functional.normalize(table(words, torch.from_numpy(starts)), dim=1)


def reciprocal_rank(vectors: Vectors, words: Sequence[str], pairs: Sequence[tuple[list[str], list[str]]]) -> float:
    """Return the mean reciprocal rank of each query's own text among the texts of all pairs."""
    number = {word: index for index, word in enumerate(words)}

    def unit(text: list[str]) -> Vectors:
        mean = vectors[[number[word] for word in text if word in number]].sum(axis=0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-12))

    queries, texts = (np.stack([unit(pair[side]) for pair in pairs]) for side in (0, 1))
    scores = queries @ texts.T
    return float((1 / (1 + (scores > np.diag(scores)[:, None]).sum(axis=1))).mean())


def save(folder: Path, words: Sequence[str], vectors: Vectors) -> Vectors:
    """Write the folder that sentence-transformers loads: whole numbers of 8 bits with a scale for each word.

    Returns the vectors of the words as they are written.
    """
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    # The first row is for words that are not known: a zero, so that they do not turn a text's direction.
    table = np.vstack([np.zeros((1, vectors.shape[1]), np.float32), vectors])
    vocabulary = {"[UNK]": 0, **{word: number for number, word in enumerate(words, 1)}}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    scales = np.maximum(np.abs(table).max(axis=1), 1e-12) / 127
    with tempfile.TemporaryDirectory() as made:
        static = StaticEmbedding(tokenizer, embedding_weights=table)
        SentenceTransformer(modules=[static, Normalize()], device="cpu").save(made)
        shutil.copytree(made, folder, dirs_exist_ok=True)
    rounded = np.round(table / scales[:, None]).astype(np.int8)
    weights = next(folder.rglob("model.safetensors"))
    save_file({"embeddings": rounded, "weights": scales.astype(np.float32)}, weights)
    return np.asarray(rounded[1:] * scales[1:, None], dtype=np.float32)


def main() -> None:
    """Train, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("releases", type=Path, help="file of press releases")
    parser.add_argument("out", type=Path, help="folder to write")
    parser.add_argument("--seed", type=int, default=2565)
    arguments = parser.parse_args()
    trained, held = load(arguments.releases)
    criteria, held_sentences = criteria_pairs(packaged_edition())
    words, shares = choose_words(trained, criteria)
    releases, texts = numbered(trained, words), numbered(criteria, words)
    start = starting_vectors([*releases, *texts], shares, arguments.seed)
    trained_vectors = train([*releases, *texts * REPEATS], start, arguments.seed)
    saved = save(arguments.out, words, trained_vectors)
    held_releases = [(release.title, list(chain(*(release.passages[2:] or release.passages)))) for release in held]
    figures = {
        "releases trained on": f"{len(releases):,}",
        "texts of the criteria trained on": f"{len(texts):,}",
        "words": f"{len(words):,}",
        "dimensions": f"{DIMENSIONS}",
        "epochs": f"{EPOCHS}",
        "seed": f"{arguments.seed}",
    }
    for name, pairs in (("title to its release", held_releases), ("sentence to its item", held_sentences)):
        for state, table in (("LSA", start), ("trained, as saved", saved)):
            rank = reciprocal_rank(table, words, pairs)
            figures[f"held out, {name}, {len(pairs):,} pairs, mean reciprocal rank, {state}"] = f"{rank:.3f}"
    card = CARD.format(figures="\n".join(f"| {name} | {value} |" for name, value in figures.items()))
    (arguments.out / "README.md").write_text(card, encoding="utf-8")
    print(card)


if __name__ == "__main__":
    # One thread more or less changes the order of sums, and so the last digits of the vectors.
    torch.set_num_threads(2)
    main()
