"""Folders of visitors."""

import pytest

from pmqa_writer.drafts import copy_sample, read_workspace
from pmqa_writer.errors import PmqaError
from pmqa_writer.serving.session import environment, size_of
from pmqa_writer.serving.visitors import Visitors, copier


def test_a_made_up_cookie_is_nobody(tmp_path):
    visitors = Visitors(tmp_path / "keep")
    for cookie in ("", "a" * 43, "../" + "a" * 40, "ก" * 43):
        assert visitors.known(cookie) is None
        assert visitors.welcome(cookie).id != cookie


def test_a_trainers_workspace_is_copied_without_what_is_private(tmp_path):
    own = tmp_path / "own"
    copy_sample(own)
    (own / "drafts" / "link.md").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "secret.txt").write_text("x")
    (own / ".pmqa").mkdir()
    (own / ".pmqa" / "journal").write_text("x")
    visitors = Visitors(tmp_path / "keep", copier(own))
    folder = visitors.folder(visitors.welcome(""))
    assert read_workspace(folder).agency == read_workspace(own).agency
    copied = {file.name: file.read_bytes() for file in (folder / "drafts").iterdir()}
    assert copied == {file.name: file.read_bytes() for file in (own / "drafts").iterdir() if file.name != "link.md"}
    assert not (folder / ".pmqa").exists()


def test_two_servers_share_a_folder(tmp_path):
    one, two = Visitors(tmp_path / "keep"), Visitors(tmp_path / "keep")
    folders = [visitors.folder(visitors.welcome("")) for visitors in (one, two, one)]
    assert [folder.name for folder in folders] == ["visitor-01", "visitor-02", "visitor-03"]


def test_a_folder_that_cannot_be_made_is_an_error_for_the_trainer(tmp_path):
    (tmp_path / "keep").write_text("a file")
    visitors = Visitors(tmp_path / "keep")
    with pytest.raises(PmqaError):
        visitors.folder(visitors.welcome(""))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("100", "30"), (100, 30)),
        ((100, 30), (100, 30)),
        ((None, None), (80, 24)),
        (("1", "99999999"), (20, 24)),
        ((10**9, -5), (400, 6)),
        ((True, 2.5), (80, 24)),
        (("๑๐๐", "-3"), (80, 24)),
    ],
)
def test_sizes_that_can_be_drawn(asked, expected):
    assert size_of(*asked) == expected


def test_nothing_typed_is_logged():
    found = environment({"TEXTUAL_LOG": "log.txt", "TEXTUAL": "debug", "PATH": "/bin"}, 100, 30)
    assert not {"TEXTUAL_LOG", "TEXTUAL"} & set(found)
    assert (found["PATH"], found["COLUMNS"], found["ROWS"]) == ("/bin", "100", "30")
