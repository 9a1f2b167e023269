"""A language model behind an OpenAI-compatible address, as a judge.

One request a draft. What comes back counts only as far as the draft bears it out, see `assessment`; what an engine
makes of it stands in `analysis.assessed`.
"""

import json
import time
from collections.abc import Callable
from typing import Any, Final

from pmqa_writer.criteria import Criterion, Question
from pmqa_writer.errors import JudgeError
from pmqa_writer.i18n import _
from pmqa_writer.reading.assessment import Assessment, read_reply
from pmqa_writer.reading.endpoint import Endpoint, EndpointError
from pmqa_writer.reading.kept import KeptReplies
from pmqa_writer.reading.prompt import messages, prompt_version, reply_schema

_PAUSE: Final = 0.5
"""Seconds before the second try; twice as long before each further one."""
_GIVEN_UP: Final = 2
"""Drafts in a row that failed after which the server is left alone for a while: each may have cost minutes."""
_LEFT_ALONE: Final = 60.0
"""Seconds, so that a run over many drafts ends soon and someone who writes is heard once the server is up again."""
_UNWANTED: Final = frozenset({400, 415, 422})
"""How servers answer that do not know how to hold a model to a schema."""


class ServerJudge:
    """Asks a language model. Not for several threads."""

    def __init__(
        self,
        endpoint: Endpoint,
        kept: KeptReplies,
        *,
        model: str = "",
        retries: int = 2,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Prepare; nothing is asked yet.

        Args:
            endpoint: where to ask.
            kept: replies that were given before.
            model: name of the model, for servers that hold several.
            retries: further tries where one may help.
            sleep: waits so many seconds.
        """
        self.endpoint = endpoint
        """Where it asks."""
        self._kept = kept
        self._model = model or "default"
        self._retries = retries
        self._sleep = sleep
        self._takes_schema = True
        self._failed_in_a_row = 0
        self._failed_at = 0.0
        self.identity = f"server {endpoint.address} {self._model} prompt {prompt_version()}"

    def assess(self, text: str, question: Question, criterion: Criterion) -> Assessment:
        """Return what the model says of a draft; a draft that was asked about before is not sent again.

        Raises:
            JudgeError: it gave no valid answer, or failed so often that it is asked no more.
        """
        request: dict[str, Any] = {
            "model": self._model,
            "messages": messages(text, question, criterion.items),
            "temperature": 0,
            "stream": False,
        }
        known = [item.id for item in criterion.items]
        # By the whole of what is asked: an edited checklist or instruction is another question.
        asked = f"{self.identity}\n{json.dumps(request, sort_keys=True)}"
        reply = self._kept.find(asked)
        if reply is not None:
            try:
                return read_reply(reply, text, known)
            except ValueError:
                pass  # the file was damaged
        if self._failed_in_a_row >= _GIVEN_UP and time.monotonic() - self._failed_at < _LEFT_ALONE:
            raise JudgeError(_("The language model failed several times and is left alone for a minute."))
        try:
            reply, assessment = self._ask(request, text, criterion)
        except EndpointError as error:
            self._failed_in_a_row += 1
            self._failed_at = time.monotonic()
            raise JudgeError(
                _("The language model at {address} gives no judgement: {reason}.").format(
                    address=self.endpoint.address, reason=error.reason
                ),
                hint=_("Is it running, and does it hold the model that server_model under [judge] names?"),
            ) from None
        self._failed_in_a_row = 0
        self._kept.keep(asked, reply)
        return assessment

    def _ask(self, request: dict[str, Any], text: str, criterion: Criterion) -> tuple[str, Assessment]:
        known = [item.id for item in criterion.items]
        schema = {"name": "judgement", "strict": True, "schema": reply_schema(criterion.items)}
        tried = 0
        while True:
            held = {"response_format": {"type": "json_schema", "json_schema": schema}} if self._takes_schema else {}
            try:
                reply = self.endpoint.ask({**request, **held})
                try:
                    return reply, read_reply(reply, text, known)
                except ValueError:
                    raise EndpointError(_("its judgement is not of the form that is wanted"), passing=True) from None
            except EndpointError as error:
                if held and error.status in _UNWANTED:
                    self._takes_schema = False
                    continue
                if not error.passing or tried >= self._retries:
                    raise
            self._sleep(_PAUSE * 2**tried)
            tried += 1
