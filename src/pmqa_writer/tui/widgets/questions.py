"""The tree of all questions, with a sign for how each stands."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import Binding
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from pmqa_writer.i18n import N_
from pmqa_writer.text import shorten
from pmqa_writer.tui.glyphs import STANDINGS, component, standing_styles
from pmqa_writer.tui.session import Session, Standing
from pmqa_writer.tui.spoken import Spoken
from pmqa_writer.tui.thai import with_thai

_TITLE = 30


class QuestionTree(Spoken, Tree[str]):
    """Categories, criteria and questions; choosing a question opens it."""

    ABOUT = N_("All questions. Arrow keys move, Space opens and closes a branch, Enter opens a question.")
    BINDINGS = [  # noqa: RUF012 - Textual's own form
        Binding(with_thai("n,j"), "cursor_down", show=False),
        Binding(with_thai("p,k"), "cursor_up", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = set(map(component, Standing))
    DEFAULT_CSS = f"""
    {standing_styles("QuestionTree")}
    QuestionTree {{ width: 24; background: $surface; padding: 0; overflow-x: hidden; border-right: vkey $panel; }}
    """

    class Opened(Message):
        """A question was chosen."""

        def __init__(self, question: str) -> None:
            super().__init__()
            self.question = question

    def __init__(self, session: Session, *, plain: bool = False, id: str | None = None) -> None:  # noqa: A002
        """Show the questions of a session."""
        super().__init__("PMQA 4.0", id=id)
        self._session = session
        self._plain = plain
        self._leaves: dict[str, TreeNode[str]] = {}
        self.show_root = False
        self.guide_depth = 2
        self.auto_expand = True
        for category in session.edition.info.categories:
            criteria = session.criteria_of(category.number)
            if not criteria:
                continue
            branch = self.root.add(Text(f"{category.number} {shorten(category.title, _TITLE)}"))
            for criterion in criteria:
                twig = branch.add(Text(f"{criterion.id} {shorten(criterion.title, _TITLE)}"))
                for question in criterion.questions:
                    self._leaves[question.id] = twig.add_leaf(Text(question.id), data=question.id)

    def update(self, question: str) -> None:
        """Show how a question stands now."""
        self._leaves[question].refresh()

    def update_all(self) -> None:
        """Show how all questions stand now."""
        self._invalidate()
        self.refresh()

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """Return a branch's title, or a question with the sign for how it stands."""
        if not node.data:
            return super().render_label(node, base_style, style)
        standing = self._session.standing(node.data)
        colour = self.get_component_rich_style(component(standing), partial=True)
        return Text.assemble((f"{STANDINGS[standing].shown(self._plain)} ", style + colour), (node.data, style))

    def reach(self, question: str) -> None:
        """Put the cursor on a question and open its branches."""
        node = self._leaves[question]
        twig = node.parent
        while twig is not None:
            twig.expand()
            twig = twig.parent
        # The line of a node is known once the tree has been laid out anew.
        self.call_after_refresh(self.move_cursor, node)

    def on_tree_node_selected(self, event: Tree.NodeSelected[str]) -> None:
        """Open a question."""
        event.stop()
        if event.node.data:
            self.post_message(self.Opened(event.node.data))
