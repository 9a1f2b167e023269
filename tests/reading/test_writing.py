"""The judge's process of the writer asks the language model that the settings name."""

import queue

from pmqa_writer.judging.client import JudgeProcess
from pmqa_writer.judging.messages import Judge, Judged, Notice, Open

GOOD = "อธิบดีเป็นประธานทบทวนทิศทางตามพันธกิจ 3 ด้านในที่ประชุม 24 หน่วยงานทุกไตรมาส"


def test_the_open_answer_is_judged_again_by_the_language_model(write, script, tmp_path):
    script.steps = [script.say({"1.1.B1": {"status": "covered", "quotes": [GOOD]}}), script.say("", status=404)]
    write("pmqa.toml", f'[judge]\nserver = "{script.address}"\n')
    heard = queue.Queue()
    process = JudgeProcess(heard.put)
    process.start()
    try:
        process.send(Open.of(tmp_path))

        def answers(generation, *wanted):
            found = []
            while [answer.stronger for answer in found] != list(wanted):
                answer = heard.get(timeout=30)
                if isinstance(answer, Judged) and answer.generation == generation:
                    # The examples may come between the two.
                    found = [*found, answer] if not found or found[-1].stronger != answer.stronger else found
                elif isinstance(answer, Notice):
                    notices.append(answer)
            return found

        notices = []
        process.send(Judge("1.1.1", GOOD, 1, wants_examples=True))
        _plain, judged = answers(1, "reading", "judged")
        assert next(item.status for item in judged.items if item.id == "1.1.B1") == "covered"
        process.send(Judge("1.1.1", GOOD + " ก", 2, wants_examples=True))
        answers(2, "reading", "failed")
        assert len(script.requests) == 2
        assert "404" in notices[0].message
    finally:
        process.stop()
