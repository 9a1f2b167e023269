"""Drafting assistant for PMQA 4.0 answers: one engine, shown by a terminal UI and a linter."""

__version__ = "0.1.0"
