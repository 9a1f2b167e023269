import os
import subprocess
import sys

import pytest

from pmqa_writer.tui.thai import folds_sara_am

pty = pytest.importorskip("pty")


def test_without_a_terminal_nothing_is_asked(capfd):
    assert not folds_sara_am()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(("column", "folds"), [(2, "True"), (3, "False")])
def test_the_cursor_tells(column, folds):
    ours, theirs = pty.openpty()
    code = "from pmqa_writer.tui.thai import folds_sara_am; print(folds_sara_am(timeout=20))"
    with subprocess.Popen([sys.executable, "-c", code], stdin=theirs, stderr=theirs, stdout=subprocess.PIPE) as asked:
        question = b""
        while b"\x1b[6n" not in question:
            question += os.read(ours, 64)
        os.write(ours, f"\x1b[1;{column}R".encode())
        assert asked.stdout.read().decode().strip() == folds
    os.close(ours)
    os.close(theirs)
