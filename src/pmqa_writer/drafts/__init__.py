"""What officers write: drafts, and the workspace that they belong to."""

from pmqa_writer.drafts.changes import Change, changes
from pmqa_writer.drafts.create import copy_sample, create_workspace, default_window
from pmqa_writer.drafts.discover import Discovery, Problem, discover, find_files
from pmqa_writer.drafts.journal import Journal, Recovered, journal_of
from pmqa_writer.drafts.lock import Lock
from pmqa_writer.drafts.model import Draft
from pmqa_writer.drafts.progress import Progress, check_ids, is_mine, progress_of, set_ready
from pmqa_writer.drafts.read import read_drafts, read_text
from pmqa_writer.drafts.store import DraftStore, OpenDraft
from pmqa_writer.drafts.versions import Version, Versions
from pmqa_writer.drafts.workspace import PRIVATE_FOLDER, Window, Workspace, find_workspace, read_workspace

__all__ = [
    "PRIVATE_FOLDER",
    "Change",
    "Discovery",
    "Draft",
    "DraftStore",
    "Journal",
    "Lock",
    "OpenDraft",
    "Problem",
    "Progress",
    "Recovered",
    "Version",
    "Versions",
    "Window",
    "Workspace",
    "changes",
    "check_ids",
    "copy_sample",
    "create_workspace",
    "default_window",
    "discover",
    "find_files",
    "find_workspace",
    "is_mine",
    "journal_of",
    "progress_of",
    "read_drafts",
    "read_text",
    "read_workspace",
    "set_ready",
]
