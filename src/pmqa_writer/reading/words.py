"""The packaged reader: what officers' words say of each checklist item, learned from labelled drafts and clauses.

It reads for the ADLI points, and for the matters that a question demands to be told of, in the same way: all three are
subjects here. For every subject the model holds what each word adds to or takes from the evidence, and each direction
of two vectors of the clause: the embedding's, which knows words that mean the like, and the contextual encoder's, which
knows how they stand together. A clause's score is their sum, with a share of the clauses before and behind it: a fact
often follows the words that name its matter. So it reads without torch, in a few milliseconds a clause, and every
judgement can be told in the words that made it. `tools/train_reader.py` makes the model; `docs/judgement.md` says from
what, and how good it is.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load

from pmqa_writer.criteria import Item
from pmqa_writer.errors import ModelError
from pmqa_writer.examples.document import Document
from pmqa_writer.examples.semantic import load_embedder
from pmqa_writer.i18n import _
from pmqa_writer.reading.encoder import packaged_encoder
from pmqa_writer.reading.model import Scores, hypothesis
from pmqa_writer.resources import data_path
from pmqa_writer.text.pieces import GAP, spelled

SCHEMA: Final = "pmqa-writer/reader/3"
POINTS: Final = "points"
DEMANDS: Final = "demands"
"""Names of the blocks beside those of the criteria."""
BEFORE: Final = 0.4
AFTER: Final = 0.25
"""Share of its neighbours that a clause is given."""
_REMEMBERED: Final = 4_096
_BLOCKS: Final = 3
"""Blocks that a clause is read by: its criterion's, the points' and the demands'."""
_READ_CLOSELY: Final = 200
"""Clauses of a draft that are read with their vectors, those behind them by their words alone: an answer within the
limit has some thirty, and whatever else is opened by mistake must not keep the judge busy for minutes."""
_LONGEST: Final = 1_000
"""Code points of a clause that are read: what is longer is none."""
_SURE: Final = 15.0
"""Logits are kept within this."""
_UNKNOWN: Final = (12.0, -7.0)
"""For an item that the model was not taught: slope and constant of the logit over likeness to the item's texts."""

Array = NDArray[np.float32]
Embed = Callable[[str], Array]
"""Gives a text its vector."""


@dataclass(frozen=True, slots=True)
class Shares:
    """How much each part of the reader weighs: lengths of a clause's vectors."""

    words: float = 1.0
    embedding: float = 0.5
    encoder: float = 0.7


@dataclass(frozen=True, slots=True)
class Block:
    """What the model knows of subjects that are read for together: a criterion's items, the points, the demands."""

    columns: Mapping[str, int]
    """Column of a subject's logit; of an item, that for "addresses", and "covers" stands `len(columns)` behind it."""
    rows: Mapping[int, int]
    """Row of a word, by the word's number."""
    words: Array
    """Rows × columns: what a word adds."""
    directions: Array
    """Directions of a clause's vector × columns."""
    constants: Array
    """A constant for each column."""


class Words:
    """Clauses as bags of weighted words."""

    def __init__(self, words: Sequence[str], weights: Array, share: float) -> None:
        """Know `words`, each with its weight: the rarer, the more it tells. `share` is the length of a vector."""
        self._numbers = {word: number for number, word in enumerate(words)}
        self._weights, self._share = weights, share
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)
        """The numbers of a clause's words with their weights; empty: none is known."""

    def _of(self, clause: str) -> Mapping[int, float]:
        counts = Counter(bag(clause))
        found = {
            number: float((1 + np.log(count)) * self._weights[number])
            for word, count in counts.items()
            if (number := self._numbers.get(word)) is not None
        }
        length = np.sqrt(sum(weight * weight for weight in found.values()))
        return {number: self._share * weight / length for number, weight in found.items()}


def bag(clause: str) -> list[str]:
    """Return the words of a clause as the model knows them, those without content too: they tell the tone."""
    return [word for word in spelled(clause).split(" ") if word not in {"", GAP}]


class Vectors:
    """Clauses as vectors: what the embedding and the encoder make of them, side by side."""

    def __init__(self, embed: Embed, encode: Embed, centre: Array, spread: Array, shares: Shares) -> None:
        """Take both models, and mean and deviation of the encoder's vectors: they all lie in one corner."""
        self._embed, self._encode, self._shares = embed, encode, shares
        self._centre, self._spread = centre, spread
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)
        """The vector of a clause, remembered: after a keystroke only the clause that it changed is read."""

    def _of(self, clause: str) -> Array:
        read = (self._encode(clause) - self._centre) / self._spread
        return np.concatenate(
            [self._shares.embedding * self._embed(clause), self._shares.encoder * read / np.linalg.norm(read)]
        )


class WordReader:
    """Reads clauses by the words that evidence has been told in."""

    def __init__(self, model: bytes, embed: Embed, encode: Embed) -> None:
        """Take a model as `tools/train_reader.py` writes it. Anything else raises `ValueError`."""
        try:
            self._arrays = load(model)
            head = json.loads(bytes(self._arrays.pop("head")))
            if head["schema"] != SCHEMA:
                raise ValueError(head["schema"])
            self._subjects: dict[str, list[str]] = head["subjects"]
            self.vocabulary: list[str] = head["words"]
            self._shares = Shares(**head["shares"])
            self.words = Words(self.vocabulary, self._arrays["weights"].astype(np.float32), self._shares.words)
            centre, spread = self._arrays["centre"], self._arrays["spread"]
            self._vectors = Vectors(embed, encode, centre, spread, self._shares)
        except (SafetensorError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"no reader's model: {error}") from error
        self.identity = f"words {hashlib.blake2b(model, digest_size=8).hexdigest()}"
        self._block = lru_cache(maxsize=None)(self._build)
        self._raw = lru_cache(maxsize=_BLOCKS * _REMEMBERED)(self._read_clause)

    def read(self, clauses: Sequence[str], items: Sequence[Item]) -> Scores:
        """Return the scores of all clauses, which must stand in the order of the draft, for items of one criterion."""
        if not clauses or not items:
            return np.zeros((len(clauses), len(items), 2), dtype=np.float32)
        criterion = items[0].id.rpartition(".")[0]
        block = self._block(criterion)
        clauses = [clause[:_LONGEST] for clause in clauses]
        mixed = self._mixed(clauses, criterion)
        logits = np.zeros((len(clauses), len(items), 2), dtype=np.float32)
        for number, item in enumerate(items):
            column = block.columns.get(item.id)
            if column is None:
                logits[:, number, :] = self._alike(clauses, item)[:, None]
            else:
                logits[:, number, 0] = mixed[:, column]
                logits[:, number, 1] = mixed[:, column + len(block.columns)]
        scores = 1 / (1 + np.exp(-np.clip(logits, -_SURE, _SURE)))
        scores[:, :, 1] = scores.min(axis=2)
        return np.asarray(scores, dtype=np.float32)

    def points(self, clauses: Sequence[str]) -> Array:
        """Return the log odds, clauses × 15, that each clause, in the order of the draft, shows each ADLI point."""
        return self._logits(clauses, POINTS)

    def demands(self, clauses: Sequence[str], demands: Sequence[str]) -> Array:
        """Return the log odds, clauses × demands, that each clause, in the order of the draft, tells of each demand.

        A demand is what a question asks to be told of: an option of its constraints. One that the model was not taught
        is told of nowhere.
        """
        columns = self._block(DEMANDS).columns
        found = self._logits(clauses, DEMANDS)
        unknown = np.full(len(clauses), -_SURE, dtype=np.float32)
        read = [found[:, columns[demand]] if demand in columns else unknown for demand in demands]
        return np.stack(read, axis=1) if read else np.zeros((len(clauses), 0), dtype=np.float32)

    def told_by(self, clause: str, item: Item) -> dict[str, float]:
        """Return what each known word of a clause adds to its logit for "covers"; negative: takes away."""
        block = self._block(item.id.rpartition(".")[0])
        if item.id not in block.columns:
            return {}
        column = block.columns[item.id] + len(block.columns)
        return {
            self.vocabulary[number]: float(weight * block.words[block.rows[number], column])
            for number, weight in self.words.of(clause).items()
            if number in block.rows
        }

    def _logits(self, clauses: Sequence[str], name: str) -> Array:
        if not clauses:
            return np.zeros((0, len(self._block(name).constants)), dtype=np.float32)
        return np.clip(self._mixed([clause[:_LONGEST] for clause in clauses], name), -_SURE, _SURE)

    def _mixed(self, clauses: Sequence[str], name: str) -> Array:
        """Logits of clauses × columns of a block, each clause with its share of those beside it."""
        raw = np.stack([self._raw(clause, name, at < _READ_CLOSELY) for at, clause in enumerate(clauses)])
        mixed = raw + self._block(name).constants
        mixed[1:] += BEFORE * raw[:-1]
        mixed[:-1] += AFTER * raw[1:]
        return mixed

    def _read_clause(self, clause: str, name: str, closely: bool) -> Array:
        """What a clause by itself adds to each column of a block."""
        block = self._block(name)
        total = self._vectors.of(clause) @ block.directions if closely else np.zeros_like(block.constants)
        known = [(block.rows[n], weight) for n, weight in self.words.of(clause).items() if n in block.rows]
        if known:
            rows, weights = zip(*known, strict=True)
            total = total + np.asarray(weights, dtype=np.float32) @ block.words[list(rows)]
        return np.asarray(total, dtype=np.float32)

    def _alike(self, clauses: Sequence[str], item: Item) -> Array:
        texts = np.stack([self._vectors.of(text) for text in (hypothesis(item), *item.meets)])
        slope, constant = _UNKNOWN
        likeness = np.stack([self._vectors.of(clause) for clause in clauses]) @ texts.T
        likeness /= max(self._shares.embedding**2 + self._shares.encoder**2, 1e-9)
        return np.asarray(slope * likeness.max(axis=1) + constant, dtype=np.float32)

    def _build(self, name: str) -> Block:
        subjects = self._subjects.get(name, [])
        if not subjects:
            nothing = np.zeros((0, 0), dtype=np.float32)
            return Block({}, {}, nothing, np.zeros((512, 0), dtype=np.float32), np.zeros(0, dtype=np.float32))
        part = {part: self._arrays[f"{name}.{part}"] for part in PARTS}
        return Block(
            {subject: number for number, subject in enumerate(subjects)},
            {int(number): row for row, number in enumerate(part["rows"])},
            part["words"].astype(np.float32) * part["word_scales"],
            part["directions"].astype(np.float32) * part["direction_scales"],
            part["constants"],
        )


PARTS: Final = ("rows", "words", "word_scales", "directions", "direction_scales", "constants")
"""Arrays of each block in the model's file. Weights are whole numbers of 8 bits with a scale for each column."""


def embedded(text: str) -> Array:
    """Return the packaged embedding of a text."""
    return load_embedder().query(Document.of(text))


@lru_cache(maxsize=1)
def packaged_reader() -> WordReader:
    """Return the reader that the package ships."""
    path = data_path("models", "reader", "model.safetensors")
    try:
        return WordReader(path.read_bytes(), embedded, packaged_encoder().vector)
    except (OSError, ValueError) as error:
        message = _("The program's own model for judging is missing or damaged.")
        raise ModelError(message, path=Path(str(path)), hint=_("Install the program again.")) from error
