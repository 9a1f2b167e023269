"""What officers write: drafts, and the workspace that they belong to."""

from pmqa_writer.drafts.discover import Discovery, Problem, discover
from pmqa_writer.drafts.model import Draft
from pmqa_writer.drafts.read import TEXT_SUFFIXES, read_drafts, read_text
from pmqa_writer.drafts.workspace import Window, Workspace, find_workspace, read_workspace

__all__ = [
    "TEXT_SUFFIXES",
    "Discovery",
    "Draft",
    "Problem",
    "Window",
    "Workspace",
    "discover",
    "find_workspace",
    "read_drafts",
    "read_text",
    "read_workspace",
]
