"""The writer in a browser, for workshops: who may come in, whose folder is whose, and the app's process behind a page.

Nothing of this package is imported before `pmqa-writer serve` runs. It alone opens a port, and it connects to nothing.
"""
