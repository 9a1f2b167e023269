"""Who may come in."""

import pytest

from pmqa_writer.serving.gate import Gate, is_loopback


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST:8000", "[::1]:8000"])
def test_own_names(host):
    assert Gate.of("127.0.0.1", 8000).is_own(host)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8000",
        "127.0.0.1",
        "127.0.0.1:8001",
        "127.0.0.1:8000.evil.example",
        "127.0.0.1:8000@evil.example",
        "localhost.evil.example:8000",
        "localhost:8000/",
        "localhost:99999",
        "192.168.1.7:8000",
        "pc-7:8000",
        "::1:8000",
        "ค:8000",
    ],
)
def test_other_names(host):
    assert not Gate.of("127.0.0.1", 8000, machine="pc-7").is_own(host)


def test_a_server_of_the_network_goes_by_the_address_that_it_was_reached_at():
    gate = Gate.of("0.0.0.0", 8000, token="t", machine="PC-7")
    assert gate.is_own("192.168.1.7:8000", "192.168.1.7")
    assert gate.is_own("pc-7:8000", "192.168.1.7")
    assert gate.is_own("pc-7.local:8000", "192.168.1.7")
    assert not gate.is_own("192.168.1.8:8000", "192.168.1.7")
    assert not gate.is_own("evil.example:8000", "192.168.1.7")


def test_the_usual_port_is_not_written():
    assert Gate.of("127.0.0.1", 80).is_own("127.0.0.1")


def test_origin_is_that_of_the_page():
    gate = Gate.of("127.0.0.1", 8000)
    assert gate.is_own_origin("http://localhost:8000", "localhost:8000")
    for origin in ("null", "http://127.0.0.1:8000", "https://localhost:8000", "http://localhost:80001", ""):
        assert not gate.is_own_origin(origin, "localhost:8000")


def test_token():
    gate = Gate.of("0.0.0.0", 8000, token="right")
    assert gate.lets_in("right")
    assert not any(map(gate.lets_in, ("", "wrong", "right ", "ถูก")))
    assert Gate.of("127.0.0.1", 8000).lets_in("")


def test_loopback():
    assert all(map(is_loopback, ("127.0.0.1", "localhost", "::1", "[::1]", "127.0.0.9")))
    assert not any(map(is_loopback, ("0.0.0.0", "", "::", "192.168.1.7", "localhost.example")))
