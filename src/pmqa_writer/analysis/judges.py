"""The stronger judges that a workspace names under `[judge]`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pmqa_writer.drafts import PRIVATE_FOLDER, Workspace
from pmqa_writer.errors import ModelError, WorkspaceError
from pmqa_writer.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from pmqa_writer.drafts.workspace import JudgeSettings
    from pmqa_writer.reading.model import Reader
    from pmqa_writer.reading.server import ServerJudge

_KEPT: Final = "judged"
"""Folder, in the workspace's private one, of replies of the language model."""


def reader_of(workspace: Workspace) -> Reader | None:
    """Return the model that a workspace reads clauses with; None: the packaged way. The model is not loaded yet.

    Raises:
        ModelError: the folder holds no model that can be used.
    """
    if workspace.judge_model is None:
        return None
    try:
        return load_reader(workspace.judge_model, workspace.judge)
    except ModelError as error:
        named = _("{file} names it, as model under [judge].").format(file=workspace.settings_file)
        error.hint = f"{error.hint} {named}".lstrip()
        raise


def load_reader(folder: Path, settings: JudgeSettings) -> Reader:
    """Return the model in a folder, with the labels of the settings. Raises as `reader_of` does."""
    from pmqa_writer.reading.cross_encoder import CrossEncoderReader
    from pmqa_writer.reading.model import Beside, Remembering
    from pmqa_writer.reading.words import packaged_reader

    reader = Remembering(CrossEncoderReader(folder, settings.model_labels))
    return Beside(packaged_reader(), reader, settings.model_weight) if settings.model_weight < 1 else reader


def assessor_of(workspace: Workspace) -> ServerJudge | None:
    """Return the language model that a workspace asks; None: none. Nothing is asked yet.

    Raises:
        WorkspaceError: its address is none, or lies on another computer and the settings do not allow that.
    """
    if not workspace.judge.server:
        return None
    try:
        return server_judge(workspace.judge.server, workspace)
    except WorkspaceError as error:
        error.path = workspace.settings_file
        raise


def server_judge(address: str, workspace: Workspace, *, keep: bool = True) -> ServerJudge:
    """Return the language model at an address, with the workspace's settings. Raises as `assessor_of` does.

    Its replies are kept in the workspace's private folder, unless `keep` says otherwise.
    """
    # The only way to the network: nothing of it is loaded where no server is named.
    from pmqa_writer.reading.endpoint import Endpoint
    from pmqa_writer.reading.kept import KeptReplies
    from pmqa_writer.reading.server import ServerJudge

    settings = workspace.judge
    endpoint = Endpoint(address, timeout=settings.timeout, may_be_remote=settings.server_may_be_remote)
    folder = workspace.folder / PRIVATE_FOLDER / _KEPT if workspace.folder and keep else None
    return ServerJudge(endpoint, KeptReplies(folder), model=settings.server_model, retries=settings.retries)


def leaving(assessor: ServerJudge, workspace: Workspace) -> str:
    """Return the sentence that says where drafts are sent; empty where they stay on this computer."""
    if assessor.endpoint.is_local:
        return ""
    told = _("The drafts are sent to {host}, as server_may_be_remote in {file} allows.")
    return told.format(host=assessor.endpoint.host, file=workspace.settings_file)
