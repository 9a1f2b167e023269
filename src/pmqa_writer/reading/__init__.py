"""Stronger judges: models that read a clause beside an item, and language models that an agency runs itself.

None of it is loaded before the settings of a workspace name it.
"""
