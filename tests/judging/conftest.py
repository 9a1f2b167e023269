"""A judge's process, and an ear for its answers."""

import queue
import time

import pytest

from pmqa_writer.judging.client import JudgeProcess
from pmqa_writer.judging.messages import Open, Ready

PATIENCE = 40
"""Seconds that any answer may take on a slow machine."""


class Ear:
    """Keeps answers until they are asked for."""

    def __init__(self):
        self.heard = []
        self._queue = queue.Queue()

    def __call__(self, answer):
        self._queue.put(answer)

    def wait(self, wanted):
        """Return the first answer from here on that `wanted` accepts."""
        end = time.monotonic() + PATIENCE
        while True:
            answer = self._queue.get(timeout=max(0.01, end - time.monotonic()))
            self.heard.append(answer)
            if wanted(answer):
                return answer


@pytest.fixture(scope="module")
def ear():
    return Ear()


@pytest.fixture(scope="module")
def judge(ear, tmp_path_factory):
    """A process that has opened the sample workspace and loaded everything."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
            patch.setenv(name, str(tmp_path_factory.mktemp(name)))
        process = JudgeProcess(ear)
        process.start()
    from pmqa_writer.resources import data_path

    process.send(Open.of(data_path("sample")))
    ear.wait(lambda answer: answer == Ready("examples"))
    yield process
    process.stop()
