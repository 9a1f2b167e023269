"""The panels beside the text."""

import pytest
from rich.cells import cell_len

from pmqa_writer.criteria import Level
from pmqa_writer.text import Span
from pmqa_writer.tui.screens.reading import ReadScreen
from pmqa_writer.tui.widgets.tabs import TabRow

PANELS = {"f5": "checklist", "f6": "adli", "f7": "examples", "f8": "advice", "f9": "findings"}


async def to_entry(at, wanted):
    """Move with the arrow keys onto the first entry that is wanted."""
    entries = [entry for entry in at.panel.shown if not entry.heading]
    number = next(number for number, entry in enumerate(entries) if wanted(entry))
    at.panel.highlighted = None
    await at.keys("home", *["down"] * number)
    assert at.panel.entry == entries[number]
    return entries[number]


async def read(at):
    """Open the entry under the cursor, and return what is told of it, whole."""
    await at.keys("enter")
    await at.until(lambda: isinstance(at.app.screen, ReadScreen) and at.app.screen.query("Page ThaiStatic"))
    return at.app.screen.query_one("Page ThaiStatic")


async def test_function_keys_show_panels_and_go_there(desk):
    async with desk() as at:
        await at.write("1.1.2")
        for key, name in [*PANELS.items(), *reversed(PANELS.items())]:
            await at.keys(key)
            assert at.app.stage.answer.side.name_shown == name
            assert at.panel.has_focus
            assert at.panel.id == name
            assert len(at.panel.shown) > 0
        await at.keys("escape")
        assert at.editor.has_focus
        await at.pilot.click(TabRow, offset=(cell_len(" เช็กลิสต์ 1/1  ADLI ") - 2, 0))
        await at.until(lambda: at.app.stage.answer.side.name_shown == "adli")
        await at.pilot.click(TabRow, offset=(2, 1))
        await at.until(lambda: at.app.stage.answer.side.name_shown == "findings")


async def test_evidence_is_marked_while_its_item_has_the_cursor(desk):
    async with desk() as at:
        await at.write("1.1.2")
        await at.keys("f5")
        entry = await to_entry(at, lambda entry: entry.spans)
        assert at.editor.marks("evidence") == entry.spans
        span = entry.spans[0]
        colour = at.editor.get_component_rich_style("thai-text-area--evidence").bgcolor.triplet.hex
        await at.until(lambda: colour in backgrounds_of(at, at.editor.text[span.start : span.start + 4]))
        await to_entry(at, lambda entry: not entry.spans)
        assert at.editor.marks("evidence") == ()
        await to_entry(at, lambda entry: entry.spans)
        assert at.editor.marks("evidence") != ()
        await at.keys("escape")
        assert at.editor.marks("evidence") == ()
        await at.keys("f6")
        point = await to_entry(at, lambda entry: entry.spans)
        assert at.editor.marks("evidence") == point.spans


def backgrounds_of(at, text):
    found = []
    for strip in at.app.screen._compositor.render_strips():
        for segment in strip:
            if text in segment.text and segment.style.bgcolor:
                found.append(segment.style.bgcolor.triplet.hex)
    return found


async def test_a_missing_item_tells_what_is_wanted_with_examples(desk, edition):
    async with desk() as at:
        await at.write("1.1.2")
        await at.keys("f5")
        missing = {item.id for item in at.session.judged("1.1.2").items if item.status == "missing"}
        practised = {item for practice in at.app.corpus.practices for item in practice.items}
        entry = await to_entry(at, lambda entry: entry.id in missing & practised)
        item = edition.item(entry.id)
        told = (await read(at)).plain
        assert item.text in told
        assert item.wanted in told
        assert item.meets[0] in told
        assert any(practice.text in told for practice in at.app.corpus.practices if item.id in practice.items)
        await at.keys("escape")
        assert at.app.screen is at.app.stage.answer
        assert at.panel.has_focus


async def test_all_adli_points_are_told(desk, edition):
    async with desk() as at:
        await at.write("1.1.2")
        await at.keys("f6")
        points = [entry for entry in at.panel.shown if not entry.heading]
        assert len(points) == 15
        for point, entry in zip(edition.adli.points, points, strict=True):
            assert point.name in entry.content.plain
        assert sum(entry.heading for entry in at.panel.shown) == len(edition.adli.elements)
        point = edition.adli.points[14]
        await to_entry(at, lambda entry: entry.id == f"point-{point.number}")
        told = (await read(at)).plain
        assert point.wanted in told
        assert point.meets[0] in told


async def test_an_example_opens_whole_with_the_shared_words_marked(desk):
    async with desk() as at:
        await at.write("1.1.2")
        await at.keys("f7")
        hit = at.session.judged("1.1.2").examples[0]
        assert hit.words
        entry = await to_entry(at, lambda entry: entry.id == f"example:{hit.id}")
        assert hit.title in entry.content.plain
        assert hit.agency in entry.content.plain
        page = await read(at)
        practice = next(known for known in at.app.corpus.practices if known.id == hit.id)
        assert practice.text in page.plain
        marked = {
            page.plain[span.start : span.end].lower() for span in page._content.spans if "accent" in str(span.style)
        }
        assert marked == {word.lower() for word in hit.words if word.lower() in practice.text.lower()}
        assert at.editor.text == at.session.text("1.1.2")  # nothing is copied into the draft


async def test_advice_shows_the_three_levels(desk, edition):
    async with desk() as at:
        await at.write("1.1.2")
        await at.keys("f8")
        criterion = edition.criterion("1.1")
        headings = [entry.content.plain for entry in at.panel.shown if entry.heading]
        for level in Level:
            assert any(getattr(criterion.summaries, level.value) in heading for heading in headings)
        assert {f"guide:{item.id}" for item in criterion.items} <= {entry.id for entry in at.panel.shown}
        entry = await to_entry(at, lambda entry: entry.id.startswith("advice:"))
        advice = next(known for known in at.app.corpus.advice if entry.id == f"advice:{known.id}")
        assert advice.text in (await read(at)).plain
        await at.keys("q")
        guide = await to_entry(at, lambda entry: entry.id.startswith("guide:"))
        assert edition.item(guide.id.removeprefix("guide:")).wanted in (await read(at)).plain


async def test_a_finding_is_mended_by_the_space_key_and_that_is_taken_back(desk):
    async with desk() as at:
        await at.write("1.1.1")
        await at.paste("ผู้บริหารประกาศเเผนงานด้านเศรษฐกิจและสังคม")
        await at.judged()
        before = at.editor.text
        number, finding = next(
            (number, finding) for number, finding in enumerate(at.session.judged("1.1.1").findings) if finding.fix
        )
        await at.keys("f9")
        await to_entry(at, lambda entry: entry.id == f"finding-{number}")
        assert at.editor.marks("finding") == (Span(finding.start, finding.end),)
        await at.keys("space")
        fix = finding.fix
        mended = before[: fix.start] + fix.replacement + before[fix.end :]
        assert at.editor.text == mended
        assert mended != before
        await at.judged()
        assert finding not in at.session.judged("1.1.1").findings
        await at.keys("escape", "ctrl+z")
        assert at.editor.text == before


async def test_a_finding_tells_why_and_one_without_a_fix_is_left_to_the_writer(desk):
    async with desk() as at:
        await at.write("1.4.3")
        await at.keys("f9")
        findings = at.session.judged("1.4.3").findings
        number = next(number for number, finding in enumerate(findings) if not finding.fix)
        before = at.editor.text
        await to_entry(at, lambda entry: entry.id == f"finding-{number}")
        await at.keys("space")
        assert at.editor.text == before
        assert at.told
        told = (await read(at)).plain
        assert findings[number].message in told
        assert findings[number].why in told


async def test_a_judgement_that_comes_keeps_the_cursor_of_the_panel(desk):
    async with desk() as at:
        await at.write("1.1.2")
        await at.keys("f5")
        entry = await to_entry(at, lambda entry: entry.id.startswith("1.1."))
        await at.keys("escape")
        await at.type("เพิ่ม ")
        await at.judged()
        await at.keys("f5")
        assert at.panel.entry.id == entry.id


@pytest.mark.parametrize("plain", [False, True])
async def test_coverage_is_told_by_signs_and_words(desk, plain):
    async with desk(plain=plain) as at:
        await at.write("1.1.2")
        statuses = {item.status for item in at.session.judged("1.1.2").items}
        text = "\n".join(entry.content.plain for entry in at.panel.shown)
        signs = {"covered": ("●", "#"), "partial": ("◑", "~"), "missing": ("○", ".")}
        for status in statuses:
            assert signs[status][plain] in text
        assert "ไม่พบ" in text
