"""Earlier versions of an answer: listed, compared with the present text, and brought back."""

from itertools import takewhile

import pytest

from pmqa_writer.drafts import Versions
from pmqa_writer.i18n import _
from pmqa_writer.judging.messages import Failed
from pmqa_writer.judging.messages import Judge as JudgeRequest
from pmqa_writer.text import Span, count_characters
from pmqa_writer.tui.screens.reading import ReadScreen
from pmqa_writer.tui.screens.versions import VersionsScreen
from pmqa_writer.tui.widgets.entries import EntryList

SIZE = (80, 24)
ADDED = " ทบทวนทุกไตรมาสในที่ประชุมผู้บริหาร"


async def versions_of(at):
    await at.keys("ctrl+e")
    await at.until(lambda: isinstance(at.app.screen, VersionsScreen) and at.app.screen.query(EntryList))
    return at.app.screen.query_one(EntryList)


async def compared(at):
    await at.until(lambda: isinstance(at.app.screen, ReadScreen) and at.app.screen.query("Page ThaiStatic"))
    return at.app.screen.query_one("Page ThaiStatic").plain


async def saved(at, sample, question):
    """Wait until what is written is on the disk and among the versions."""
    text = at.editor.text
    await at.keys("ctrl+s")
    await at.until(lambda: [known.text for known in Versions(sample).list(question)[:1]] == [text])


def tells_texts_alone(told):
    return told.startswith(_("What changed in the text"))


def closed_in(told):
    """The rules of the findings that are told of as closed."""
    rows = told.splitlines()
    title = _("Findings that are closed: {count}").partition("{")[0]
    assert rows[0].startswith(title)
    return [row.split()[0] for row in takewhile(lambda row: row.startswith("  "), rows[1:])]


async def cut(at, sample, question="2.1.1"):
    await at.write(question)
    at.editor.select_span(Span(900, len(at.editor.text)))
    await at.keys("delete")
    await at.judged()
    await saved(at, sample, question)


async def gone(at):
    """Let the judge die until it is not started again."""
    while at.judge.lives < 4:
        lives = at.judge.lives
        at.judge.die()
        await at.until(lambda lives=lives: at.judge.lives > lives)
    at.judge.die()
    await at.until(lambda: at.app.state)


async def test_versions_are_listed_the_newest_first_with_their_lengths(desk, sample):
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        await at.type(ADDED)
        await saved(at, sample, "2.1.1")
        kept = Versions(sample).list("2.1.1")
        assert len(kept) == 3
        assert kept[0].text == kept[1].text + ADDED
        shown = (await versions_of(at)).shown
        for known, entry in zip(kept, shown, strict=True):
            assert f" {count_characters(known.text):,} " in f"{entry.content.plain} "


async def test_an_answer_without_versions_says_so(desk):
    async with desk(size=SIZE) as at:
        await at.write("1.1.1")
        versions = await versions_of(at)
        assert [entry.heading for entry in versions.shown] == [True]
        await at.keys("enter", "r", "escape")
        assert at.app.screen is at.app.stage.answer
        assert at.editor.text == ""


async def test_cutting_an_answer_closed_the_finding_of_its_length(desk, sample):
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        before = at.session.judged("2.1.1")
        await versions_of(at)
        await at.keys("down", "enter")
        told = await compared(at)
        assert "LEN001" in closed_in(told)
        assert _("What changed in the text") in told
        await at.keys("escape", "escape")
        await at.judged()
        assert at.session.judged("2.1.1").findings == before.findings
        assert [request.text for request in at.judge.requests if isinstance(request, JudgeRequest)][
            -1
        ] == at.editor.text


async def test_cleaning_an_answer_closed_the_findings_of_what_was_torn(desk, sample):
    async with desk(size=SIZE) as at:
        await at.write("4.2.1")
        torn = [finding.rule for finding in at.session.judged("4.2.1").findings if finding.rule.startswith("TXT")]
        await at.keys("f4")
        await at.judged()
        await at.type(ADDED)
        await at.judged()
        await saved(at, sample, "4.2.1")
        versions = await versions_of(at)
        await at.keys("end", "enter")
        told = await compared(at)
        assert [rule for rule in closed_in(told) if rule.startswith("TXT")] == torn
        assert "TXT002" in torn
        assert len(versions.shown) >= 2


async def test_a_second_file_of_the_question_is_no_new_finding(desk, sample):
    text = (sample / "drafts" / "2.1.1.md").read_text("utf-8")
    (sample / "drafts" / "2.1.1-เก่า.md").write_text(f"---\nquestion: 2.1.1\n---\n{text[:300]}", encoding="utf-8")
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        assert "DUP002" in [finding.rule for finding in at.session.judged("2.1.1").findings]
        await versions_of(at)
        await at.keys("end", "enter")
        told = await compared(at)
        assert "DUP002" not in told


async def test_an_earlier_version_is_brought_back_and_that_is_taken_back(desk, sample):
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        present, earlier = (known.text for known in Versions(sample).list("2.1.1"))
        await versions_of(at)
        await at.keys("down", "พ")  # r on the Thai layout
        assert at.app.screen is at.app.stage.answer
        assert at.editor.text == earlier
        await at.judged()
        assert at.session.is_over("2.1.1")
        await at.keys("ctrl+z")
        assert at.editor.text == present
        await at.judged()
        assert at.session.judged("2.1.1").characters == count_characters(present)


# --- the judge


async def test_without_a_judge_the_texts_are_compared(desk, sample):
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        await gone(at)
        await versions_of(at)
        await at.keys("down", "enter")
        told = await compared(at)
        assert tells_texts_alone(told)


@pytest.mark.parametrize("end", ["death", "failure"])
async def test_a_judge_that_fails_meanwhile_leaves_the_texts_to_compare(desk, sample, end):
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        at.judge.silent = True
        await versions_of(at)
        await at.keys("down", "enter")
        assert isinstance(at.app.screen, VersionsScreen)
        if end == "death":
            at.judge.die()
        else:
            at.app._link.hear(Failed(at.judge.requests[-1].generation, "2.1.1", "ตรวจไม่ได้", ""))
        assert tells_texts_alone(await compared(at))


async def test_each_comparison_shows_its_own_text(desk, sample):
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        await at.type(ADDED)
        await at.judged()
        await saved(at, sample, "2.1.1")
        at.judge.silent = True
        await versions_of(at)
        await at.keys("end", "enter", "up", "enter")
        first, second = at.judge.requests[-2:]
        assert len(first.text) > len(second.text)
        at.judge.silent = False
        at.judge.answer(first)
        at.judge.answer(second)
        told = await compared(at)
        assert closed_in(told) == []
        assert told.count(ADDED.strip()) == 1
        await at.keys("escape")
        assert isinstance(at.app.screen, VersionsScreen)
        await at.keys("escape")
        assert at.session.is_current("2.1.1")


async def test_a_comparison_that_comes_after_the_list_was_closed_is_not_shown(desk, sample):
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        at.judge.silent = True
        await versions_of(at)
        await at.keys("down", "enter", "escape")
        late = at.judge.requests[-1]
        at.judge.silent = False
        at.judge.answer(late)
        await at.settle()
        assert at.app.screen is at.app.stage.answer
        assert at.judge.requests[-1].text == at.editor.text
        assert at.session.is_current("2.1.1")


async def test_the_comparison_waits_for_the_judgement_of_the_present_text(desk, sample):
    async with desk(size=SIZE) as at:
        await cut(at, sample)
        at.judge.silent = True
        await at.type("ก")
        await at.until(lambda: at.app.stage.answer._timer is None)
        await versions_of(at)
        await at.keys("end", "enter")
        earlier = at.judge.requests[-1]
        at.judge.answer(earlier)
        await at.until(lambda: at.judge.requests[-1] is not earlier)
        assert isinstance(at.app.screen, VersionsScreen)
        at.judge.answer(at.judge.requests[-1])
        assert "LEN001" in closed_in(await compared(at))
