"""Train the contextual encoder.

    train_encoder.py prepare RELEASES WORK [--start MODEL]       cut the text into pieces, once (five minutes)
    train_encoder.py pretrain WORK [--steps N] [--start MODEL] [--half]   guess masked pieces; from the last checkpoint
    train_encoder.py pairs RELEASES WORK OUT                     teach it which texts belong together; write it to OUT

RELEASES is a file of press releases, one JSON object a line (`title`, `year`, `body`: paragraphs), plain or packed with
xz. WORK is a folder for the pieces and the checkpoints. With `--start` the training begins with a finished model and
its pieces: a fresh WORK, prepared with the same. `--half` multiplies in half the width, at twice the speed: for a model
that reads already (begun from nothing, one stayed at a loss of 5.6 for 3,300 steps and was given up).
`SentenceTransformer(OUT)` loads the model; its weights are kept in half precision and computed with in full. Releases
of the last year are left out and measure the loss. Pairs: titles and passages of releases, and clauses of
`tools/training/clauses*.jsonl` that evidence the same checklist item.
"""

import argparse
import json
import multiprocessing
import random
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from datasets import Dataset
from labelled import RANKS, TRAINING, read_clauses
from safetensors.numpy import load_file, save_file
from sentence_transformers import (
    SentenceTransformer,
    SentenceTransformerTrainer,
    SentenceTransformerTrainingArguments,
)
from sentence_transformers.base.sampler import BatchSamplers
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
from torch.nn import functional
from train_embedding import HELD_OUT, read_releases
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from pmqa_writer.criteria import packaged_edition
from pmqa_writer.resources import data_path
from pmqa_writer.text.pieces import UNKNOWN, spelled

VOCABULARY: Final = 12_000
SPECIAL: Final = ["[PAD]", UNKNOWN, "[CLS]", "[SEP]", "[MASK]"]
PAD, CLS, SEP, MASK = 0, 2, 3, 4
LENGTH: Final = 64
BATCH: Final = 32
RATE: Final = 1e-3
MASKED: Final = 0.18
WARM_UP: Final = 300
COOL_DOWN: Final = 0.25
"""Share of the steps over which the rate falls to zero."""
KEPT_EVERY: Final = 100
LONGEST: Final = 96
"""Pieces of a text that the finished encoder reads."""
PASSAGE: Final = 200
RELEASE_PAIRS: Final = 12_000
CLAUSE_PAIRS: Final = 3
PAIR_BATCH: Final = 64
PAIR_RATE: Final = 3e-4
SHARPNESS: Final = 20.0
CONFIG: Final = BertConfig(
    vocab_size=VOCABULARY,
    hidden_size=256,
    num_hidden_layers=3,
    num_attention_heads=4,
    intermediate_size=1024,
    hidden_act="gelu_pytorch_tanh",
    max_position_embeddings=128,
    type_vocab_size=1,
    hidden_dropout_prob=0.0,
    attention_probs_dropout_prob=0.0,
)


def spell(release: tuple[str, str, list[str]]) -> tuple[str, list[str]]:
    year, title, paragraphs = release
    return year, [spelled(text) for text in (title, *paragraphs) if len(text) > 20]


def prepare(file: Path, work: Path, start: Path | None) -> None:
    work.mkdir(parents=True, exist_ok=True)
    trained, held = work / "trained.txt", work / "held.txt"
    with multiprocessing.Pool() as pool, trained.open("w") as out, held.open("w") as aside:
        for year, texts in pool.imap(spell, read_releases(file), chunksize=50):
            (aside if year == HELD_OUT else out).write("\n".join(texts) + "\n")
    tokenizer = Tokenizer.from_file(str(start / "tokenizer.json")) if start else pieces_of(trained)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(work / "tokenizer.json"))
    for name in ("trained", "held"):
        numbers = np.fromiter(encoded(tokenizer, work / f"{name}.txt"), dtype=np.int16)
        np.save(work / f"{name}.npy", numbers)
        print(name, len(numbers), "pieces")


def pieces_of(file: Path) -> Tokenizer:
    """Return what cuts words into pieces, learned from a file and the wording of the criteria."""
    tokenizer = Tokenizer(models.WordPiece(unk_token=UNKNOWN, max_input_chars_per_word=32))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.WordPieceTrainer(
        vocab_size=VOCABULARY, special_tokens=SPECIAL, min_frequency=5, limit_alphabet=300
    )
    tokenizer.train_from_iterator(chain(lines(file), [spelled(text) for text in official_texts()] * 20), trainer)
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[("[CLS]", CLS), ("[SEP]", SEP)]
    )
    return tokenizer


def official_texts() -> Iterator[str]:
    """Yield the wording of the criteria."""
    for criterion in packaged_edition().criteria:
        for item in criterion.items:
            yield from (item.text, item.wanted, *item.meets)
        for question in criterion.questions:
            yield question.text


def lines(file: Path) -> Iterator[str]:
    with file.open() as source:
        for line in source:
            yield line.strip()


def encoded(tokenizer: Tokenizer, file: Path) -> Iterator[int]:
    batch: list[str] = []
    for line in chain(lines(file), [None]):
        if line is not None:
            batch.append(line)
        if batch and (line is None or len(batch) == 2_000):
            for found in tokenizer.encode_batch(batch, add_special_tokens=False):
                yield from found.ids
                yield SEP
            batch = []


class LanguageModel(torch.nn.Module):
    """The encoder and a head that guesses pieces; its output weights are the embedding's."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = BertModel(CONFIG, add_pooling_layer=False)
        self.transform = torch.nn.Sequential(torch.nn.Linear(256, 256), torch.nn.GELU(), torch.nn.LayerNorm(256))
        self.bias = torch.nn.Parameter(torch.zeros(VOCABULARY))

    def forward(self, pieces: torch.Tensor, masked: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
        """Return the loss of guessing `wanted`, which stood where `masked` says."""
        states = self.encoder(pieces).last_hidden_state[masked]
        table = self.encoder.embeddings.word_embeddings.weight
        return functional.cross_entropy(self.transform(states) @ table.T + self.bias, wanted)


def start_from_words(model: LanguageModel, tokenizer: Tokenizer) -> None:
    """Give pieces that are whole words the direction that the static embedding gives them."""
    folder = Path(str(data_path("models", "embedding")))
    table = load_file(folder / "model.safetensors")
    rows: dict[str, int] = json.loads((folder / "tokenizer.json").read_bytes())["model"]["vocab"]
    vectors = table["embeddings"].astype(np.float32)
    vectors *= 0.02 * np.sqrt(256) / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    weights = model.encoder.embeddings.word_embeddings.weight
    with torch.no_grad():
        for piece, number in tokenizer.get_vocab().items():
            if piece in rows:
                weights[number] = torch.from_numpy(vectors[rows[piece]])


def batch_of(pieces: np.ndarray, chooser: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    starts = chooser.integers(0, len(pieces) - LENGTH, BATCH)
    rows = np.stack([pieces[start : start + LENGTH - 1] for start in starts]).astype(np.int64)
    rows = np.concatenate([np.full((BATCH, 1), CLS), rows], axis=1)
    masked = (chooser.random(rows.shape) < MASKED) & (rows >= len(SPECIAL))
    wanted = rows[masked]
    fate = chooser.random(len(wanted))
    put = np.where(
        fate < 0.8, MASK, np.where(fate < 0.9, chooser.integers(len(SPECIAL), VOCABULARY, len(wanted)), wanted)
    )
    rows[masked] = put
    return torch.from_numpy(rows), torch.from_numpy(masked), torch.from_numpy(wanted)


def pretrain(work: Path, steps: int, seed: int, start: Path | None, half: bool) -> None:
    torch.manual_seed(seed)
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    trained, held = (np.load(work / f"{name}.npy", mmap_mode="r") for name in ("trained", "held"))
    model = LanguageModel()
    if start:
        weights = load_file(start / "model.safetensors")
        own = {name: torch.from_numpy(w.astype(np.float32)) for name, w in weights.items() if "pooler" not in name}
        model.encoder.load_state_dict(own)
    else:
        start_from_words(model, tokenizer)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    kept, first = work / "checkpoint.pt", 0
    if kept.exists():
        state: dict[str, Any] = torch.load(kept)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        first = state["step"]
    began, losses = time.time(), []
    for step in range(first, steps):
        share = min(1.0, (step + 1) / WARM_UP, (steps - step) / (COOL_DOWN * steps))
        for group in optimizer.param_groups:
            group["lr"] = RATE * share
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):  # weights and steps stay in full
            loss = model(*batch_of(trained, np.random.default_rng((seed, step))))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if (step + 1) % KEPT_EVERY == 0 or step + 1 == steps:
            with torch.no_grad():
                aside = [model(*batch_of(held, np.random.default_rng(n))).item() for n in range(10)]
            speed = (step + 1 - first) * BATCH * LENGTH / (time.time() - began)
            print(
                f"step {step + 1} loss {np.mean(losses):.3f} held out {np.mean(aside):.3f} pieces/s {speed:.0f}",
                flush=True,
            )
            losses = []
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, work / "next.pt")
            (work / "next.pt").replace(kept)


def as_sentence_transformer(work: Path, folder: Path) -> SentenceTransformer:
    """Return the pre-trained encoder with the mean of its states as a text's vector; `folder` is overwritten."""
    model = LanguageModel()
    model.load_state_dict(torch.load(work / "checkpoint.pt")["model"])
    model.encoder.save_pretrained(folder)
    names = {"pad_token": "[PAD]", "unk_token": UNKNOWN, "cls_token": "[CLS]", "sep_token": "[SEP]"}
    tokenizer: Any = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_file=str(work / "tokenizer.json"), mask_token="[MASK]", model_max_length=LONGEST, **names
    )
    tokenizer.save_pretrained(folder)
    transformer = Transformer(str(folder), max_seq_length=LONGEST)
    return SentenceTransformer(modules=[transformer, Pooling(CONFIG.hidden_size, pooling_mode="mean")], device="cpu")


def related(releases: Path, seed: int) -> list[tuple[str, str]]:
    """Return texts that belong together, spelled."""
    chooser = random.Random(seed)
    pairs = []
    for year, title, paragraphs in read_releases(releases):
        if year != HELD_OUT and paragraphs:
            pairs.append((title, chooser.choice(paragraphs)[:PASSAGE]))
    pairs = chooser.sample(pairs, RELEASE_PAIRS)
    edition = packaged_edition()
    met: dict[str, list[str]] = {item.id: [item.text, item.wanted] for item in edition.items()}
    for clause in read_clauses(TRAINING.glob("clauses*.jsonl"), edition):
        if clause.rank == RANKS["covered"] and clause.kind != "wording":
            met[clause.item].append(clause.text)
    for texts in met.values():
        for text in texts:
            pairs.extend((text, other) for other in chooser.sample(texts, CLAUSE_PAIRS) if other != text)
    chooser.shuffle(pairs)
    return [(spelled(one), spelled(other)) for one, other in pairs]


def teach_pairs(releases: Path, work: Path, out: Path, seed: int) -> None:
    """Bring together the vectors of texts that belong together, away from all others of the batch."""
    torch.manual_seed(seed)
    with tempfile.TemporaryDirectory() as scratch:
        model = as_sentence_transformer(work, Path(scratch))
        pairs = related(releases, seed)
        print(len(pairs), "pairs")
        data = Dataset.from_dict({"anchor": [one for one, _ in pairs], "positive": [other for _, other in pairs]})
        arguments = SentenceTransformerTrainingArguments(
            output_dir=scratch,
            num_train_epochs=1,
            per_device_train_batch_size=PAIR_BATCH,
            learning_rate=PAIR_RATE,
            warmup_steps=20,
            batch_sampler=BatchSamplers.NO_DUPLICATES,
            save_strategy="no",
            report_to=[],
            logging_steps=50,
            seed=seed,
            use_cpu=True,
        )
        loss = MultipleNegativesRankingLoss(model, scale=SHARPNESS)
        SentenceTransformerTrainer(model=model, args=arguments, train_dataset=data, loss=loss).train()
        model.save(str(out), create_model_card=False)
    halve(out)


def halve(folder: Path) -> None:
    """Keep the weights of a model in half precision; it is still computed with in full."""
    arrays = load_file(folder / "model.safetensors")
    save_file({name: array.astype(np.float16) for name, array in arrays.items()}, folder / "model.safetensors")
    config = json.loads((folder / "config.json").read_text())
    config["dtype"] = "float32"
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    first = commands.add_parser("prepare")
    first.add_argument("releases", type=Path)
    first.add_argument("work", type=Path)
    first.add_argument("--start", type=Path)
    first.set_defaults(run=lambda given: prepare(given.releases, given.work, given.start))
    second = commands.add_parser("pretrain")
    second.add_argument("work", type=Path)
    second.add_argument("--steps", type=int, default=5_000)
    second.add_argument("--seed", type=int, default=2565)
    second.add_argument("--start", type=Path)
    second.add_argument("--half", action="store_true")
    second.set_defaults(run=lambda given: pretrain(given.work, given.steps, given.seed, given.start, given.half))
    third = commands.add_parser("pairs")
    third.add_argument("releases", type=Path)
    third.add_argument("work", type=Path)
    third.add_argument("out", type=Path)
    third.add_argument("--seed", type=int, default=2565)
    third.set_defaults(run=lambda given: teach_pairs(given.releases, given.work, given.out, given.seed))
    given = parser.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
