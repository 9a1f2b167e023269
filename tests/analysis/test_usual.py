"""`tools/usual.py`: what is usual is counted in other drafts, and few drafts are not believed at once."""

import importlib.util
import math
from pathlib import Path

import numpy as np
import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "usual.py"


@pytest.fixture(scope="module")
def usual():
    """Twenty drafts of one question show a thing in nine of ten, twenty of another never."""
    spec = importlib.util.spec_from_file_location("usual", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    often = [("kind", "often", np.array([number % 10 > 0])) for number in range(20)]
    never = [("kind", "never", np.array([False]))] * 20
    return module.Usual.of([*often, *never])


def share(odds):
    return 1 / (1 + math.exp(-odds[0]))


def test_a_question_is_believed_the_more_the_more_drafts_answer_it(usual):
    assert usual.shares["kind"] == pytest.approx([0.45])
    # Ten drafts' worth of the average join twenty.
    assert share(usual.odds("kind", "often")) == pytest.approx((18 + 4.5) / 30)
    assert share(usual.odds("kind", "never")) == pytest.approx(4.5 / 30)
    assert share(usual.odds("kind", "new")) == pytest.approx(0.45)


def test_a_draft_does_not_tell_of_itself(usual):
    assert share(usual.odds("kind", "often", np.array([True]))) == pytest.approx((17 + 4.5) / 29)
    assert share(usual.odds("kind", "often", np.array([False]))) == pytest.approx((18 + 4.5) / 29)
