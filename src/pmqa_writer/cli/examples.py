"""`pmqa-writer examples`: best practices of real agencies, and the agency's own."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pmqa_writer.cli import own_examples
from pmqa_writer.cli.exits import Exit
from pmqa_writer.i18n import _

if TYPE_CHECKING:
    from pmqa_writer.criteria import Edition
    from pmqa_writer.examples.search import Query

_ADVICE_SHOWN = 2


class _Asked(NamedTuple):
    """What is looked for, as the command line says it."""

    text: str
    criterion: str
    question: str


def add_parser(commands: Any, **settings: Any) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "examples",
        help=_("look at best practices of real agencies"),
        description=_(
            "Shows what real agencies did, as award documents and assessors tell it, and what assessors advise."
        ),
        **settings,
    )
    actions = parser.add_subparsers(dest="action", required=True, title=_("actions"), metavar=_("ACTION"))
    search = actions.add_parser("search", help=_("find examples and advice that help with a text"), **settings)
    search.add_argument(
        "text", nargs="*", metavar=_("TEXT"), help=_("what you look for, in your own words; or the file of a draft")
    )
    about = search.add_mutually_exclusive_group()
    about.add_argument("--criterion", metavar="ID", help=_("put this criterion first, such as 3.4"))
    about.add_argument(
        "--question", metavar="ID", help=_("the text is a draft of this question, such as 3.4.2: first what it lacks")
    )
    search.add_argument("--top", type=int, default=5, metavar="N", help=_("how many examples (default: 5)"))
    search.add_argument(
        "--model",
        type=Path,
        metavar=_("FOLDER"),
        help=_("a model of sentence-transformers, such as bge-m3, instead of the packaged one"),
    )
    search.set_defaults(execute=_search)
    listed = actions.add_parser("list", help=_("list the examples"), **settings)
    listed.add_argument("--criterion", metavar="ID", help=_("only of this criterion, such as 3.4"))
    listed.set_defaults(execute=_list)
    show = actions.add_parser("show", help=_("show an example or a piece of advice"), **settings)
    show.add_argument("id", metavar="ID", help=_("as “examples search” names it"))
    show.set_defaults(execute=_show)
    own_examples.add_parsers(actions, **settings)
    check = actions.add_parser("check", help=_("check the files of the corpus"), **settings)
    check.add_argument(
        "folder", nargs="?", metavar=_("FOLDER"), help=_("a corpus of your own (default: the packaged one)")
    )
    check.set_defaults(execute=_check)


def _search(arguments: argparse.Namespace) -> int:
    from pmqa_writer.cli import searching
    from pmqa_writer.criteria import packaged_edition
    from pmqa_writer.drafts import find_workspace
    from pmqa_writer.errors import PmqaError
    from pmqa_writer.reports.examples_text import Found, describe_found
    from pmqa_writer.reports.plain import show

    text = " ".join(arguments.text)
    if not text.strip() and not (arguments.criterion or arguments.question):
        raise PmqaError(
            _("There is nothing to look for."),
            hint=_('Give some words or a criterion, for example: pmqa-writer examples search "ข้อร้องเรียน"'),
        )
    if arguments.top < 1:
        raise PmqaError(_("--top must be 1 or more."))
    workspace = find_workspace(Path.cwd())
    edition = packaged_edition(workspace.edition)
    query = _query(_asked(text, arguments), edition)
    practices = searching.practices(workspace, arguments.model)
    advice = searching.advice(workspace, arguments.model)
    found_practices, found_advice = practices.find(query, arguments.top), advice.find(query, _ADVICE_SHOWN)
    passages = {hit.entry.id: practices.nearest_passage(hit, query) for hit in found_practices}
    passages |= {hit.entry.id: advice.nearest_passage(hit, query) for hit in found_advice}
    show(describe_found(Found(found_practices, found_advice, passages), edition))
    return Exit.OK


def _asked(text: str, arguments: argparse.Namespace) -> "_Asked":
    """What is looked for; the name of a file stands for what is in it."""
    from pmqa_writer.drafts import read_drafts, read_text

    file = Path(text)
    if not text.lower().endswith((".md", ".txt")) or not file.is_file():
        return _Asked(text, arguments.criterion or "", arguments.question or "")
    if arguments.criterion or arguments.question:
        return _Asked(read_text(file), arguments.criterion or "", arguments.question or "")
    draft = read_drafts(file)[0]
    return _Asked(draft.text, "", draft.question)


def _query(asked: "_Asked", edition: "Edition") -> "Query":
    from pmqa_writer.examples.search import Query

    if not asked.question:
        return Query.of(asked.text, edition, asked.criterion)
    from pmqa_writer.analysis import Engine
    from pmqa_writer.drafts import Draft
    from pmqa_writer.lint.helpful import draft_query

    return draft_query(Engine(edition).analyse(Draft("", asked.question, asked.text)), edition)


def _list(arguments: argparse.Namespace) -> int:
    from pmqa_writer.cli.diagnostics import report_error
    from pmqa_writer.criteria import packaged_edition
    from pmqa_writer.drafts import find_workspace
    from pmqa_writer.examples.own import corpus_of
    from pmqa_writer.reports.examples_text import list_examples
    from pmqa_writer.reports.plain import show

    workspace = find_workspace(Path.cwd())
    edition = packaged_edition(workspace.edition)
    criteria = [edition.criterion(arguments.criterion)] if arguments.criterion is not None else edition.criteria
    show(list_examples(corpus_of(workspace, report_error), criteria))
    return Exit.OK


def _show(arguments: argparse.Namespace) -> int:
    from pmqa_writer.cli.diagnostics import report_error
    from pmqa_writer.criteria import packaged_edition
    from pmqa_writer.drafts import find_workspace
    from pmqa_writer.examples import find_entry
    from pmqa_writer.examples.own import corpus_of
    from pmqa_writer.reports.examples_text import describe_entry
    from pmqa_writer.reports.plain import show

    workspace = find_workspace(Path.cwd())
    entry = find_entry(corpus_of(workspace, report_error), arguments.id)
    show(describe_entry(entry, packaged_edition(workspace.edition)))
    return Exit.OK


def _check(arguments: argparse.Namespace) -> int:
    from pmqa_writer.cli.diagnostics import report_error
    from pmqa_writer.criteria import packaged_edition
    from pmqa_writer.examples import load_corpus
    from pmqa_writer.examples.check import check_corpus
    from pmqa_writer.resources import data_path

    corpus = load_corpus(Path(arguments.folder) if arguments.folder else data_path("corpus"))
    errors = list(check_corpus(corpus, packaged_edition()))
    for error in errors:
        report_error(error)
    if errors:
        return Exit.FAILED
    print(
        _("{examples} examples, {advice} pieces of advice: all well.").format(
            examples=len(corpus.examples), advice=len(corpus.advice)
        )
    )
    return Exit.OK
