"""What users install is what the checkout holds."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]
DATA = ("checklists", "corpus", "models", "sample")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    return zipfile.ZipFile(next(WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])))


def test_data_of_wheel_and_checkout_are_equal(wheel):
    packed = {name: wheel.read(name) for name in wheel.namelist() if name.startswith("pmqa_writer/data/")}
    checkout = {
        f"pmqa_writer/data/{path.relative_to(ROOT).as_posix()}": path.read_bytes()
        for folder in DATA
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert packed == checkout


def test_wheel_holds_code_and_messages(wheel):
    names = set(wheel.namelist())
    assert "pmqa_writer/py.typed" in names
    assert "pmqa_writer/locale/th/LC_MESSAGES/pmqa_writer.mo" in names
    code = {
        f"pmqa_writer/{path.relative_to(ROOT / 'src' / 'pmqa_writer').as_posix()}"
        for path in (ROOT / "src").rglob("*.py")
    }
    assert code <= names
