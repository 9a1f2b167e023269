"""What goes wrong loses no word: other programs, full disks, judges that die, text that an earlier run left."""

import asyncio
from errno import ENOSPC

import pytest

from pmqa_writer.drafts import DraftStore, Versions, journal_of, read_workspace
from pmqa_writer.judging.messages import Judge as JudgeRequest
from pmqa_writer.judging.messages import Loading, Notice
from pmqa_writer.tui.screens.reading import ChoiceScreen


def on_disk(folder, question):
    file = folder / "drafts" / f"{question}.md"
    return file.read_text("utf-8") if file.exists() else None


def kept(folder):
    return [file.read_text("utf-8") for file in sorted((folder / ".pmqa" / "conflicts").glob("*"))]


def pending(folder, edition):
    store = DraftStore(read_workspace(folder), edition)
    return {found.question: found.text for found in journal_of(folder).pending(store)}


async def asked(at, *texts):
    """Wait for a question, with texts in it."""
    await at.until(lambda: isinstance(at.app.screen, ChoiceScreen) and at.app.focused)
    await at.sees(*texts)


async def answered(at, *keys):
    await at.keys(*keys)
    await at.until(lambda: not isinstance(at.app.screen, ChoiceScreen))


# --- another program


async def test_mine_is_kept_and_theirs_put_aside(desk, sample):
    async with desk() as at:
        await at.write("1.1.1")
        (sample / "drafts" / "1.1.1.md").write_text("ร่างของกองอื่น", encoding="utf-8")
        await at.type("ร่างของฉัน")
        await asked(at, "1.1.1: คำตอบมีสองฉบับ", "ร่างของกองอื่น", "ของฉัน")
        await at.keys("escape")  # one of them must stand
        await asked(at)
        await answered(at, "enter")
        await at.until(lambda: on_disk(sample, "1.1.1") == "ร่างของฉัน")
        assert kept(sample) == ["ร่างของกองอื่น"]
        assert at.tells(".pmqa")
        await at.type("ต่อ")
        await at.until(lambda: on_disk(sample, "1.1.1") == "ร่างของฉันต่อ")


async def test_theirs_is_taken_and_that_is_taken_back(desk, sample):
    async with desk() as at:
        await at.write("1.1.1")
        (sample / "drafts" / "1.1.1.md").write_text("ร่างของกองอื่น", encoding="utf-8")
        await at.type("ร่างของฉัน")
        await asked(at)
        await answered(at, "tab", "enter")
        assert at.editor.text == "ร่างของกองอื่น"
        assert on_disk(sample, "1.1.1") == "ร่างของกองอื่น"
        await at.judged()
        await at.keys("ctrl+z")
        assert at.editor.text == "ร่างของฉัน"
        await at.until(lambda: on_disk(sample, "1.1.1") == "ร่างของฉัน")


@pytest.mark.parametrize("away", ["ctrl+n", "escape"])
async def test_theirs_can_be_taken_back_though_another_question_was_open(desk, sample, monkeypatch, away):
    monkeypatch.setattr("pmqa_writer.tui.saver._PAUSE", 0.3)
    async with desk() as at:
        await at.write("1.1.1")
        (sample / "drafts" / "1.1.1.md").write_text("ร่างของกองอื่น", encoding="utf-8")
        await at.type("ร่างของฉัน")
        await at.keys(away)
        await asked(at)
        await answered(at, "tab", "enter")
        await at.until(lambda: at.app.screen is at.app.stage.answer)
        assert at.app.stage.answer.question.id == "1.1.1"
        assert at.editor.text == "ร่างของกองอื่น"
        await at.keys("ctrl+z")
        await at.until(lambda: on_disk(sample, "1.1.1") == "ร่างของฉัน")
        assert on_disk(sample, "1.1.2") != "ร่างของกองอื่น"


async def test_a_file_that_another_program_removed(desk, sample):
    async with desk() as at:
        await at.write("1.1.2")
        before = at.editor.text
        (sample / "drafts" / "1.1.2.md").unlink()
        await at.type("x")
        await asked(at, "โปรแกรมอื่นลบ")
        await answered(at, "enter")
        await at.until(lambda: on_disk(sample, "1.1.2") == f"x{before}")
        (sample / "drafts" / "1.1.2.md").unlink()
        await at.type("y")
        await asked(at)
        await answered(at, "tab", "enter")
        assert at.editor.text == ""
        await at.keys("ctrl+z")
        await at.until(lambda: on_disk(sample, "1.1.2") == f"xy{before}")


async def test_two_conflicts_are_asked_one_after_the_other(desk, sample, monkeypatch):
    monkeypatch.setattr("pmqa_writer.tui.saver._PAUSE", 60)
    monkeypatch.setattr("pmqa_writer.tui.saver._LONGEST", 60)
    async with desk() as at:
        for question in ("1.1.1", "1.1.3"):
            await at.write(question)
            (sample / "drafts" / f"{question}.md").write_text("เขา", encoding="utf-8")
            await at.type(f"ฉัน{question}")
        await at.keys("ctrl+s")
        await at.until(lambda: sum(isinstance(screen, ChoiceScreen) for screen in at.app.screen_stack) == 2)
        await at.keys("enter")
        await at.until(lambda: sum(isinstance(screen, ChoiceScreen) for screen in at.app.screen_stack) == 1)
        await answered(at, "enter")
        await at.until(lambda: (on_disk(sample, "1.1.1"), on_disk(sample, "1.1.3")) == ("ฉัน1.1.1", "ฉัน1.1.3"))
        assert kept(sample) == ["เขา", "เขา"]


# --- an earlier run


@pytest.fixture
def left_behind(sample, edition):
    """Text that an earlier run noted and did not save."""
    (sample / "drafts" / "1.1.1.md").write_text("ก่อน ล่ม", encoding="utf-8")
    store = DraftStore(read_workspace(sample), edition)
    journal_of(sample).note("1.1.1", "ก่อน ไฟดับ", store.open("1.1.1").fingerprint)
    return sample


async def test_recovered_text_is_offered_with_what_differs_and_taken(desk, left_behind, edition):
    async with desk(plain=True) as at:
        await asked(at, "1.1.1", "[-ล่ม-]", "{+ไฟดับ+}")
        await answered(at, "enter")
        await at.until(lambda: on_disk(left_behind, "1.1.1") == "ก่อน ไฟดับ")
        assert at.tells("1.1.1")
        await at.write("1.1.1")
        assert at.editor.text == "ก่อน ไฟดับ"
    assert pending(left_behind, edition) == {}


async def test_recovered_text_is_left(desk, left_behind, edition):
    async with desk() as at:
        await asked(at)
        await answered(at, "tab", "enter")
        assert on_disk(left_behind, "1.1.1") == "ก่อน ล่ม"
    assert pending(left_behind, edition) == {}


async def test_recovered_text_is_asked_for_again_where_it_was_not_decided(desk, left_behind, edition):
    for _ in range(2):
        async with desk() as at:
            await asked(at)
            await answered(at, "escape")
            assert at.app.screen is at.app.stage.board
            assert on_disk(left_behind, "1.1.1") == "ก่อน ล่ม"
    assert pending(left_behind, edition) == {"1.1.1": "ก่อน ไฟดับ"}


async def test_recovered_text_that_cannot_be_saved_is_kept(desk, left_behind, edition, monkeypatch):
    async with desk() as at:
        await asked(at)
        with monkeypatch.context() as patch:
            patch.setattr("pmqa_writer.drafts.store.written_whole", full_disk)
            await answered(at, "enter")
            await at.until(lambda: "ยังไม่ได้บันทึก" in at.told)
            assert on_disk(left_behind, "1.1.1") == "ก่อน ล่ม"
            assert pending(left_behind, edition) == {"1.1.1": "ก่อน ไฟดับ"}
            await at.write("1.1.1")
            assert at.editor.text == "ก่อน ไฟดับ"
    assert on_disk(left_behind, "1.1.1") == "ก่อน ไฟดับ", "saved once the disk works again"


async def test_a_file_that_vanishes_leaves_its_text_in_sight(desk, sample):
    async with desk() as at:
        await at.write("1.1.2")
        text = at.editor.text
        (sample / "drafts" / "1.1.2.md").rename(sample / "elsewhere.md")
        at.app.stage.answer._watch_file()
        assert at.editor.text == text
        await at.until(lambda: at.tells("1.1.2"))
        await at.keys("ctrl+n", "ctrl+p")
        await at.until(lambda: at.app.stage.answer.question.id == "1.1.2")
        assert at.editor.text == text


async def test_a_file_is_looked_at_from_time_to_time(desk, sample, monkeypatch):
    monkeypatch.setattr("pmqa_writer.tui.screens.write._WATCH", 0.02)
    async with desk() as at:
        await at.write("1.1.2")
        (sample / "drafts" / "1.1.2.md").write_text("ร่างของกองอื่น", encoding="utf-8")
        await at.until(lambda: at.editor.text == "ร่างของกองอื่น")


async def test_a_file_that_changes_is_shown_and_the_text_before_is_kept(desk, sample):
    async with desk() as at:
        await at.write("1.1.2")
        before = at.editor.text
        (sample / "drafts" / "1.1.2.md").write_text("ร่างของกองอื่น", encoding="utf-8")
        await at.keys("f12")
        at.app.stage.answer._watch_file()
        assert at.editor.text == before, "nothing changes under another screen"
        await at.keys("escape")
        await at.until(lambda: at.app.screen is at.app.stage.answer)
        at.app.stage.answer._watch_file()
        assert at.editor.text == "ร่างของกองอื่น"
        assert before in [version.text for version in Versions(sample).list("1.1.2")]
        await at.keys("ctrl+z")
        assert at.editor.text == before


async def test_settings_that_somebody_changes_are_taken_over(desk, sample):
    settings = sample / "pmqa.toml"
    async with desk() as at:
        settings.write_text(settings.read_text("utf-8") + '\n[categories."1"]\nowner = "กองแผน"\n', encoding="utf-8")
        at.app._opening.look()
        await at.sees("กองแผน")
        settings.write_text("agency = ", encoding="utf-8")
        at.app._opening.look()
        await at.until(lambda: at.tells("pmqa.toml"))
        assert at.session.workspace.agency, "the settings that were right still hold"


async def test_looking_at_an_answer_does_not_change_its_file(desk, sample):
    file = sample / "drafts" / "1.1.1.md"
    file.write_bytes("ก\x0cข\u2028ค".encode())
    before = file.read_bytes()
    async with desk() as at:
        await at.write("1.1.1")
        await at.keys("ctrl+n", "escape")
        await at.settle()
    assert file.read_bytes() == before


# --- a disk that takes nothing


def full_disk(*_arguments):
    raise OSError(ENOSPC, "No space left on device")


async def test_a_full_disk_is_told_and_the_text_stays(desk, sample, edition, monkeypatch):
    async with desk() as at:
        await at.write("1.1.1")
        with monkeypatch.context() as patch:
            patch.setattr("pmqa_writer.drafts.store.written_whole", full_disk)
            await at.type("สำคัญ")
            await at.until(lambda: at.told)
            assert at.tells("1.1.1 ยังไม่ได้บันทึก")
            assert at.editor.text == "สำคัญ"
            assert at.app.stage.answer.query_one("#meter").note != "บันทึกแล้ว"
            note = next((sample / ".pmqa" / "journal").glob("1.1.1.*"))
            assert "สำคัญ" in note.read_text("utf-8")
            count = at.told.replace("\n", "").count("ยังไม่ได้บันทึก")
            await asyncio.sleep(0.3)
            assert at.told.replace("\n", "").count("ยังไม่ได้บันทึก") == count
            await at.keys("ctrl+q")
            await asked(at, "1.1.1")
            await answered(at, "enter")  # stay
            assert at.editor.text == "สำคัญ"
        await at.until(lambda: on_disk(sample, "1.1.1") == "สำคัญ")
        await at.until(lambda: at.app.stage.answer.query_one("#meter").note == "บันทึกแล้ว")
    assert pending(sample, edition) == {}


async def test_leaving_all_the_same_keeps_the_text_in_the_journal(desk, sample, edition, monkeypatch):
    async with desk() as at:
        await at.write("1.1.1")
        monkeypatch.setattr("pmqa_writer.drafts.store.written_whole", full_disk)
        await at.type("สำคัญ")
        await at.keys("ctrl+q")
        await asked(at)
        await at.keys("tab", "enter")
        await at.until(lambda: at.app._exit)
    assert on_disk(sample, "1.1.1") is None
    assert pending(sample, edition) == {"1.1.1": "สำคัญ"}


async def test_ready_that_cannot_be_written_is_told(desk, monkeypatch):
    async with desk() as at:
        await at.write("1.1.2")
        monkeypatch.setattr("pmqa_writer.drafts.progress.write_whole", full_disk)
        await at.keys("ctrl+r")
        assert at.told
        assert not at.session.progress("1.1.2").ready


async def test_leaving_saves_all(desk, sample, monkeypatch):
    monkeypatch.setattr("pmqa_writer.tui.saver._PAUSE", 60)
    async with desk() as at:
        await at.write("1.1.1")
        await at.type("ก")
        await at.keys("ctrl+n", "end")
        await at.keys("escape", "q")
        await at.until(lambda: at.app._exit)
        assert on_disk(sample, "1.1.1") == "ก"
        assert at.app.return_code in {0, None}


# --- the judge


async def test_a_judge_that_dies_is_started_again(desk):
    async with desk() as at:
        await at.write("1.1.1")
        at.judge.die()
        await at.until(lambda: at.judge.lives == 2)
        await at.type("ผู้บริหารประกาศทิศทาง")
        await at.judged()
        questions = {request.question for request in at.judge.requests[-20:] if isinstance(request, JudgeRequest)}
        assert len(questions) > 10  # it was told all again
        assert at.told == ""


async def test_a_judge_that_dies_again_and_again_is_told_and_writing_goes_on(desk, sample):
    async with desk() as at:
        await at.write("1.1.1")
        for _ in range(4):
            at.judge.die()
            await at.settle()
        assert at.judge.lives == 4
        await at.until(lambda: at.told)
        assert "ตรวจ" in at.app.state
        await at.until(lambda: at.app.state in at.rows[0])
        await at.type("ต่อไป")
        await at.until(lambda: on_disk(sample, "1.1.1") == "ต่อไป")
        await at.keys("f9", "f5", "escape", "ctrl+n", "escape")
        assert at.app.screen is at.app.stage.board


async def test_a_judge_that_does_not_start_again_is_told(desk, monkeypatch):
    async with desk() as at:
        await at.write("1.1.2")

        def refuse():
            raise OSError("no more processes")

        monkeypatch.setattr(at.judge, "start", refuse)
        at.judge.die()
        await at.until(lambda: at.told)
        assert "ตรวจ" in at.app.state


async def test_a_judge_that_cannot_open_says_so(desk):
    async with desk() as at:
        at.judge.failure = "เปิดเกณฑ์ไม่ได้"
        at.judge.die()
        await at.until(lambda: at.tells("เปิดเกณฑ์ไม่ได้"))
        assert "ตรวจ" in at.app.state
        assert at.app.state in at.rows[0]


async def test_what_the_judge_tells_is_shown(desk):
    async with desk() as at:
        at.app._mailbox(Notice("ตัวอย่าง [bold]เสีย[/]", "แก้บรรทัด 3"))
        at.app._mailbox(Loading("examples", 3, 10))
        await at.sees("ตัวอย่าง [bold]เสีย[/]", "แก้บรรทัด 3", "30 %")


async def test_without_a_judge_all_can_be_written(sample, desk):
    class NoJudge:
        requests = ()

        def __init__(self, _mailbox):
            pass

        def start(self):
            pass

        def send(self, request):
            pass

        def stop(self):
            pass

    async with desk(judge=NoJudge) as at:
        await at.keys("enter")
        await at.until(lambda: at.is_writing)
        await at.type("ก")
        await at.keys(*PANEL_KEYS, "escape")
        await at.until(lambda: on_disk(sample, "1.1.1") == "ก")


PANEL_KEYS = ("f5", "enter", "f6", "enter", "f7", "enter", "f9", "space", "enter", "f8")
