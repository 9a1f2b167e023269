"""The row of the guided tour."""

from pmqa_writer.tui.thai import ThaiStatic


class Guide(ThaiStatic):
    """Tells the step of the tour that is to be done."""

    DEFAULT_CSS = """
    Guide { height: auto; background: $primary; color: $text; text-style: bold; padding: 0 1; }
    """
