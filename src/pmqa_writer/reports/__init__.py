"""Findings and facts for people and programs: text for a terminal, JSON for everything else."""
