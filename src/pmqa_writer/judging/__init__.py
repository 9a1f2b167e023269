"""Judging drafts in a process of its own, so that typing never waits for it."""
