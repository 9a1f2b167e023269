"""A scripted language model on this computer, and tiny cross-encoders with random weights."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pmqa_writer.reading.endpoint import Endpoint
from pmqa_writer.reading.kept import KeptReplies
from pmqa_writer.reading.server import ServerJudge


@pytest.fixture(autouse=True)
def _no_network(this_computer_alone):
    """Instead of the guard of all tests."""


class Script:
    """A server that answers as it is told to: one step a request, the last one again and again."""

    def __init__(self):
        self.requests = []
        self.steps = []
        self.patience = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.requests.append((self.path, json.loads(body)))
                step = outer.steps.pop(0) if len(outer.steps) > 1 else outer.steps[0]
                step(self)

            def log_message(self, *_arguments):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def stop(self):
        self.patience.set()
        self._server.shutdown()
        self._server.server_close()

    def data(self, number=-1):
        """What the user's message of a request holds between its marks."""
        _path, request = self.requests[number]
        return json.loads(re.fullmatch(r".*<data>\n(.*)\n</data>", request["messages"][1]["content"], re.DOTALL)[1])

    # Steps.

    @staticmethod
    def say(content, status=200, **headers):
        """Answer with this content, which is a judgement unless it is text."""
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()

        def step(handler):
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(body)))
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(body)

        return step

    def wait(self, handler):
        """Answer nothing until the test is over."""
        self.patience.wait(30)

    @staticmethod
    def hang_up(handler):
        handler.close_connection = True


@pytest.fixture
def script():
    server = Script()
    yield server
    server.stop()


@pytest.fixture
def new_judge(script, tmp_path):
    """Make a judge that asks the scripted server and does not pause between tries."""

    def make(*, timeout=5.0, retries=2, address="", kept=None):
        endpoint = Endpoint(address or script.address, timeout=timeout)
        return ServerJudge(endpoint, kept or KeptReplies(None), retries=retries, sleep=lambda _seconds: None)

    return make


@pytest.fixture(scope="session")
def new_model(tmp_path_factory, tiny_bert):
    """Save a real cross-encoder of two layers with random weights, and labels by these names."""

    def make(names):
        from sentence_transformers import CrossEncoder
        from transformers import BertConfig, BertForSequenceClassification

        folder = tmp_path_factory.mktemp("model")
        plain = folder / "plain"
        size = tiny_bert(folder) | {"max_position_embeddings": 128, "initializer_range": 0.5}
        config = BertConfig(**size, num_labels=len(names), id2label=dict(enumerate(names)))
        BertForSequenceClassification(config).save_pretrained(plain)
        CrossEncoder(str(plain), device="cpu", local_files_only=True).save_pretrained(str(folder / "whole"))
        return folder / "whole"

    return make
