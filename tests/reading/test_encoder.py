"""The packaged encoder: numpy gives what sentence-transformers gives."""

from pathlib import Path

import numpy as np
import pytest

from pmqa_writer.reading.encoder import Encoder, packaged_encoder
from pmqa_writer.resources import data_path
from pmqa_writer.text.pieces import WordPieces, spelled

TEXTS = [
    "กรมตัวอย่างลดเวลาออกใบอนุญาตจาก 30 วัน เหลือ 5 วัน ตั้งแต่ปี 2565",
    "ใช้ LINE OA และ Dashboard ติดตามเรื่องร้องเรียน ทุกสัปดาห์",
    "๑๒ อำเภอ",
    "😀",
    "",
    "การบริหารจัดการ" * 60,
]


def test_vectors_are_those_of_sentence_transformers():
    library = pytest.importorskip("sentence_transformers")
    folder = Path(str(data_path("models", "encoder")))
    reference = library.SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    wanted = reference.encode([spelled(text) for text in TEXTS], show_progress_bar=False)
    assert np.abs(packaged_encoder().vectors(TEXTS) - wanted).max() < 1e-4


def test_meaning_is_nearer_than_words():
    """A paraphrase lies nearer than a sentence that shares its words and tells something else."""
    one, same, other = packaged_encoder().vectors(
        [
            "ประชาชนยื่นคำขอผ่านโทรศัพท์มือถือได้ตลอดวัน",
            "ชาวบ้านส่งเรื่องทางแอปพลิเคชันได้ทุกเวลา",
            "ประชาชนซื้อโทรศัพท์มือถือเครื่องใหม่เมื่อวันจันทร์",
        ]
    )

    def near(first, second):
        return first @ second / np.linalg.norm(first) / np.linalg.norm(second)

    assert near(one, same) > near(one, other)


def test_a_folder_without_a_model_is_refused(tmp_path):
    with pytest.raises(ValueError, match="no encoder"):
        Encoder(tmp_path)


def test_pieces_are_the_longest_known_from_the_left():
    pieces = WordPieces({"[UNK]": 0, "กร": 1, "กรม": 2, "##ทาง": 3, "##ท": 4})
    assert pieces("กรมทาง กร ขข กรมทบ") == [2, 3, 1, 0, 0]


def test_spelling_keeps_gaps_and_hides_figures():
    assert spelled("ลด 30 วัน") == "ลด ▁ 00 ▁ วัน"
