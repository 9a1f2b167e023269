"""What officers write: drafts, and the workspace that they belong to."""

from pmqa_writer.drafts.discover import Discovery, Problem, discover, find_files
from pmqa_writer.drafts.model import Draft
from pmqa_writer.drafts.read import read_drafts, read_text
from pmqa_writer.drafts.workspace import Window, Workspace, find_workspace, read_workspace

__all__ = [
    "Discovery",
    "Draft",
    "Problem",
    "Window",
    "Workspace",
    "discover",
    "find_files",
    "find_workspace",
    "read_drafts",
    "read_text",
    "read_workspace",
]
