"""Loading an edition from its folder of TOML files."""

from functools import cache
from importlib.resources.abc import Traversable

from pmqa_writer.criteria.adli import AdliTable
from pmqa_writer.criteria.edition import Edition, EditionInfo
from pmqa_writer.criteria.model import Criterion
from pmqa_writer.criteria.results import Results
from pmqa_writer.errors import CriteriaError
from pmqa_writer.i18n import _
from pmqa_writer.resources import data_path
from pmqa_writer.toml_file import read_toml

DEFAULT_EDITION = "2565"


@cache
def packaged_edition(edition_id: str = DEFAULT_EDITION) -> Edition:
    """Return an edition of the criteria that the package ships; loaded once."""
    return load_edition(data_path("checklists"), edition_id)


def load_edition(checklists: Traversable, edition_id: str = DEFAULT_EDITION) -> Edition:
    """Load an edition from a `checklists` folder.

    Args:
        checklists: the folder that holds `adli.toml` and a folder for each edition.
        edition_id: the name of that folder, e.g. "2565".

    Raises:
        CriteriaError: a file is missing or not as its schema says; the first such file is named.
    """
    folder = checklists / edition_id
    if not folder.is_dir():
        entries = checklists.iterdir() if checklists.is_dir() else ()
        editions = sorted(entry.name for entry in entries if (entry / "edition.toml").is_file())
        raise CriteriaError(
            _("There is no edition “{edition}” of the criteria.").format(edition=edition_id),
            path=str(checklists),
            hint=_("Known editions: {editions}.").format(editions=", ".join(editions))
            if editions
            else _("Name the folder that holds adli.toml and a folder for each edition."),
        )
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name[:1] in "123456" and entry.name.endswith(".toml")),
        key=lambda entry: entry.name,
    )
    criteria = [read_toml(file, Criterion) for file in files]
    for file, criterion in zip(files, criteria, strict=True):
        if file.name != f"{criterion.id}.toml":
            raise CriteriaError(
                _("The file holds criterion {id}, which is not its name.").format(id=criterion.id),
                path=str(file),
                hint=_("Name it {id}.toml.").format(id=criterion.id),
            )
    return Edition(
        info=read_toml(folder / "edition.toml", EditionInfo),
        criteria=criteria,
        results=read_toml(folder / "7.toml", Results),
        adli=read_toml(checklists / "adli.toml", AdliTable),
        folder=str(folder),
    )
