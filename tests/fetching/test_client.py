"""The client against a server that plays bad days: busy, cut, slow, endless, moved, of another time."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest

from knipperlicht.fetching.addresses import NotAllowed, checked, user_agent
from knipperlicht.fetching.asking import NotFetched
from knipperlicht.fetching.body import Secret, TooMuch
from knipperlicht.fetching.client import Client, Known
from knipperlicht.fetching.waiting import Clock, back_off
from tests.fetching.server import NOW, Play, Server, Slept, cut, endless, rest, says, serving, silent

CONTACT = "screening@voorbeeld.example"
BODY = bytes(range(256)) * 400
KEY = "a1b2c3d4e5f60718293a4b5c6d7e8f90"


def client(slept: Slept, **more: object) -> Client:
    return Client(contact=CONTACT, clock=slept.clock(), gap=0.0, dice=random.Random(1), **more)  # type: ignore[arg-type]


def fetch(
    server: Server, slept: Slept, tmp_path: Path, *plays: Play, limit: int = 10**6, **more: object
) -> bytes:
    server.on("/file", *plays)
    got = client(slept, **more).get(f"{server.base}/file", tmp_path / "file", limit=limit)
    assert got.status == "new" and not list(tmp_path.glob("*.part*"))
    return got.path.read_bytes()


def refused(server: Server, slept: Slept, tmp_path: Path, *plays: Play, **more: object) -> str:
    with pytest.raises(NotFetched) as caught:
        fetch(server, slept, tmp_path, *plays, **more)  # type: ignore[arg-type]
    assert not (tmp_path / "file").exists()
    return str(caught.value)


def test_we_say_who_asks(server: Server, slept: Slept, tmp_path: Path) -> None:
    fetch(server, slept, tmp_path, says(200, BODY))
    assert server.asked[0][1]["User-Agent"].startswith("Knipperlicht/")
    assert CONTACT in server.asked[0][1]["User-Agent"]


@pytest.mark.parametrize(
    "contact", ["", "nobody", "a@b", "x@y.example\r\nEvil: 1", "http://voorbeeld.be", "(a)@voorbeeld.example"]
)
def test_without_a_contact_nothing_is_asked(slept: Slept, contact: str) -> None:
    with pytest.raises(NotAllowed, match="saying who asks"):
        Client(contact=contact, clock=slept.clock())
    assert "https://voorbeeld.be/wie" in user_agent("https://voorbeeld.be/wie")


def test_a_busy_server_is_given_the_rest_it_asks_for(server: Server, slept: Slept, tmp_path: Path) -> None:
    assert (
        fetch(
            server, slept, tmp_path, says(429, Retry_After="7"), says(503, Retry_After="0"), says(200, BODY)
        )
        == BODY
    )
    assert slept.naps == [7.0, 0.0]


def test_rest_until_a_moment_is_counted_by_the_servers_own_clock(
    server: Server, slept: Slept, tmp_path: Path
) -> None:
    busy = says(429, Date="Mon, 01 Jan 2001 10:00:00 GMT", Retry_After="Mon, 01 Jan 2001 10:00:30 GMT")
    bare = says(429, Retry_After="Fri, 20 Nov 2026 12:00:05 GMT")
    past = says(429, Date="Fri, 20 Nov 2026 12:00:00 GMT", Retry_After="Mon, 01 Jan 2001 10:00:30 GMT")
    odd = says(429, Retry_After="soon")
    fetch(server, slept, tmp_path, busy, bare, past, odd, says(200, BODY))
    assert slept.naps[:3] == [30.0, 5.0, 0.0] and 0 < slept.naps[3] <= 60


def test_a_very_long_rest_is_for_another_day(server: Server, slept: Slept, tmp_path: Path) -> None:
    said = refused(server, slept, tmp_path, says(429, Retry_After="7200"))
    assert "429" in said and "120 minutes" in said and len(server.asked) == 1 and not slept.naps


def test_a_server_that_stays_broken_is_given_up(server: Server, slept: Slept, tmp_path: Path) -> None:
    said = refused(server, slept, tmp_path, says(500))
    assert "500" in said and "/file" in said and len(server.asked) == 6
    assert slept.naps == sorted(slept.naps) and len(slept.naps) == 5


def test_waits_grow_and_differ() -> None:
    waits = [back_off(n, dice=random.Random(n)) for n in range(1, 20)]
    assert all(min(60, 2**n) / 2 <= wait <= min(60, 2**n) for n, wait in enumerate(waits, start=1))


def test_a_cut_file_is_gone_on_with(server: Server, slept: Slept, tmp_path: Path) -> None:
    first = cut(BODY, after=5000, ETag='"one"')
    assert fetch(server, slept, tmp_path, first, says(429, Retry_After="3"), rest(BODY, ETag='"one"')) == BODY
    assert server.asked[2][1]["Range"] == "bytes=5000-" and server.asked[2][1]["If-Range"] == '"one"'


def test_the_next_run_goes_on_too(server: Server, slept: Slept, tmp_path: Path) -> None:
    modified = "Fri, 20 Nov 2026 02:00:00 GMT"
    refused(server, slept, tmp_path, cut(BODY, after=5000, Last_Modified=modified), says(500))
    assert (tmp_path / "file.part").stat().st_size == 5000
    server.answers.clear()
    assert fetch(server, slept, tmp_path, rest(BODY, Last_Modified=modified)) == BODY
    assert server.asked[-1][1]["Range"] == "bytes=5000-"


def test_two_versions_are_never_mixed(server: Server, slept: Slept, tmp_path: Path) -> None:
    other = BODY[::-1]
    assert (
        fetch(server, slept, tmp_path, cut(BODY, after=5000, ETag='"one"'), rest(other, ETag='"two"'))
        == other
    )


@pytest.mark.parametrize(
    "piece", ["bytes 0-99/100", f"bytes 5000-{len(BODY)}/{len(BODY) + 1}", "nonsense", ""]
)
def test_another_piece_than_asked_begins_anew(
    server: Server, slept: Slept, tmp_path: Path, piece: str
) -> None:
    wrong = says(206, BODY[5000:], Content_Range=piece)
    assert fetch(server, slept, tmp_path, cut(BODY, after=5000, ETag='"one"'), wrong, says(200, BODY)) == BODY
    assert "Range" not in server.asked[2][1]


def test_a_rest_that_is_gone_begins_anew(server: Server, slept: Slept, tmp_path: Path) -> None:
    assert (
        fetch(server, slept, tmp_path, cut(BODY, after=5000, ETag='"one"'), says(416), says(200, BODY))
        == BODY
    )


@pytest.mark.parametrize("mark", [{}, {"ETag": 'W/"weak"'}])
def test_without_a_sure_mark_one_begins_anew(
    server: Server, slept: Slept, tmp_path: Path, mark: dict[str, str]
) -> None:
    assert fetch(server, slept, tmp_path, cut(BODY, after=5000, **mark), says(200, BODY)) == BODY
    assert "Range" not in server.asked[1][1]


@pytest.mark.parametrize("mark", ['"\xe9"', '"' + "x" * 300 + '"'])
def test_a_mark_that_cannot_be_sent_back_is_none(
    server: Server, slept: Slept, tmp_path: Path, mark: str
) -> None:
    assert (
        fetch(server, slept, tmp_path, cut(BODY, after=5000, ETag=mark), says(200, BODY, ETag=mark)) == BODY
    )
    got = client(slept).get(f"{server.base}/file", tmp_path / "file", limit=10**6)
    assert got.known.etag == ""


def test_an_answer_in_pieces_that_is_cut_is_not_taken_for_whole(
    server: Server, slept: Slept, tmp_path: Path
) -> None:
    half = says(200, b"5\r\nhello\r\nff\r\nwor", length=False, Transfer_Encoding="chunked")
    whole = says(200, b"5\r\nhello\r\n0\r\n\r\n", length=False, Transfer_Encoding="chunked")
    assert fetch(server, slept, tmp_path, half, whole) == b"hello" and len(server.asked) == 2


def test_a_part_that_was_damaged_on_disk_begins_anew(server: Server, slept: Slept, tmp_path: Path) -> None:
    (tmp_path / "file.part").write_bytes(b"left over")
    (tmp_path / "file.part.json").write_text("{broken")
    assert fetch(server, slept, tmp_path, says(200, BODY)) == BODY


def test_a_server_that_does_not_answer_is_given_up(server: Server, slept: Slept, tmp_path: Path) -> None:
    assert "in time" in refused(server, slept, tmp_path, silent(0.4), timeout=(1.0, 0.1))


def test_nobody_there(slept: Slept, tmp_path: Path) -> None:
    with serving() as gone:
        address = gone.base
    with pytest.raises(NotFetched, match="no connection"):
        client(slept).get(f"{address}/file", tmp_path / "file", limit=10)


def test_an_answer_that_drips_is_given_up(server: Server, tmp_path: Path) -> None:
    ticks, naps = itertools.count(0, 100), list[float]()
    clock = Clock(now=lambda: NOW, sleep=naps.append, passed=lambda: float(next(ticks)))
    server.on("/file", says(200, BODY))
    with pytest.raises(NotFetched, match="too slowly"):
        Client(contact=CONTACT, clock=clock, gap=0, longest=50).get(
            f"{server.base}/file", tmp_path / "file", limit=10**6
        )
    assert len(server.asked) <= 30


def test_an_endless_answer_is_cut_off(server: Server, slept: Slept, tmp_path: Path) -> None:
    said = refused(server, slept, tmp_path, endless)
    assert "1,000,000 bytes" in said and len(server.asked) == 1 and not list(tmp_path.iterdir())


def test_an_answer_that_says_it_is_too_long_is_not_read(server: Server, slept: Slept, tmp_path: Path) -> None:
    said = refused(server, slept, tmp_path, says(200, b"x", Content_Length=str(10**13)))
    assert "10,000,000,000,000" in said and not list(tmp_path.iterdir())


def test_a_packed_answer_is_not_unpacked(server: Server, slept: Slept, tmp_path: Path) -> None:
    assert "packed" in refused(server, slept, tmp_path, says(200, b"\x1f\x8b", Content_Encoding="gzip"))
    assert server.asked[0][1]["Accept-Encoding"] == "identity"


def test_an_answer_without_a_length_is_taken(server: Server, slept: Slept, tmp_path: Path) -> None:
    assert fetch(server, slept, tmp_path, says(200, BODY, length=False)) == BODY


def test_within_the_host_one_is_sent_on(server: Server, slept: Slept, tmp_path: Path) -> None:
    server.on("/new", says(200, BODY))
    assert fetch(server, slept, tmp_path, says(302, Location="/new")) == BODY


def test_to_another_host_one_is_not_sent_on(server: Server, slept: Slept, tmp_path: Path) -> None:
    with serving() as other:
        said = refused(server, slept, tmp_path, says(301, Location=f"{other.base}/file"))
        assert "another host" in said and not other.asked
    server.answers.clear()
    assert "do not follow" in refused(server, slept, tmp_path, says(301, Location="http://voorbeeld.be/"))


def test_a_ring_of_redirects_ends(server: Server, slept: Slept, tmp_path: Path) -> None:
    assert "on and on" in refused(server, slept, tmp_path, says(302, Location="/file"))


@pytest.mark.parametrize("status", [400, 401, 403, 418, 206, 204])
def test_what_we_do_not_expect_is_said_at_once(
    server: Server, slept: Slept, tmp_path: Path, status: int
) -> None:
    assert str(status) in refused(server, slept, tmp_path, says(status)) and len(server.asked) == 1


def test_what_did_not_change_is_not_sent_again(server: Server, slept: Slept, tmp_path: Path) -> None:
    known = Known(etag='W/"1"', modified="Fri, 20 Nov 2026 02:00:00 GMT", sha256="x")
    server.on("/file", says(304))
    assert client(slept).get(f"{server.base}/file", tmp_path / "file", limit=9, known=known).status == "same"
    sent = server.asked[0][1]
    assert sent["If-None-Match"] == 'W/"1"' and sent["If-Modified-Since"] == known.modified


def test_the_same_bytes_are_the_same_whatever_the_server_says(
    server: Server, slept: Slept, tmp_path: Path
) -> None:
    server.on("/file", says(200, BODY))
    first = client(slept).get(f"{server.base}/file", tmp_path / "file", limit=10**6)
    again = client(slept).get(f"{server.base}/file", tmp_path / "file", limit=10**6, known=first.known)
    assert (first.status, again.status) == ("new", "same")


def test_a_host_is_asked_at_our_pace(server: Server, slept: Slept, tmp_path: Path) -> None:
    server.on("/file", says(200, b"1"))
    slow = Client(contact=CONTACT, clock=slept.clock(), gap=2.0)
    for _ in range(3):
        slow.get(f"{server.base}/file", tmp_path / "file", limit=9)
    assert len(slept.naps) == 2 and all(1.5 < nap <= 2.0 for nap in slept.naps)


@pytest.mark.parametrize(
    "address",
    ["http://voorbeeld.be/x", "ftp://voorbeeld.be/x", "https://a:b@voorbeeld.example/", "file:///etc/passwd", "https://", "https://[x/"],
)  # fmt: skip
def test_addresses_we_never_ask(address: str) -> None:
    with pytest.raises(NotAllowed) as caught:
        checked(address)
    assert "a:b" not in str(caught.value)


def test_a_certificate_nobody_vouches_for_is_refused(slept: Slept, tmp_path: Path) -> None:
    import ssl

    from tests.fetching.certificate import own_certificate

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*own_certificate(tmp_path))
    with serving(context) as server, pytest.raises(NotFetched, match="certificate is not trusted"):
        client(slept).get(f"https://127.0.0.1:{server.port}/file", tmp_path / "file", limit=9)
    assert not server.asked and not slept.naps


def test_the_proxy_of_the_environment_is_used(
    server: Server, slept: Slept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", server.base)
    monkeypatch.setenv("no_proxy", "")
    server.on("http://127.0.0.1:9/file", says(200, BODY))
    assert client(slept).get("http://127.0.0.1:9/file", tmp_path / "file", limit=10**6).status == "new"


def test_passwords_of_the_machine_are_not_sent(
    server: Server, slept: Slept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login x password y\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    fetch(server, slept, tmp_path, says(200, BODY))
    assert "Authorization" not in server.asked[0][1]


def test_a_key_is_sent_as_header_and_shown_nowhere(server: Server, slept: Slept, tmp_path: Path) -> None:
    secret = Secret("X-Key", KEY)
    assert KEY not in repr(secret) + str(secret)
    server.on("/file", says(200, BODY))
    client(slept).get(f"{server.base}/file", tmp_path / "file", limit=10**6, secret=secret)
    assert server.asked[0][1]["X-Key"] == KEY and KEY not in server.asked[0][0]


@pytest.mark.parametrize("split", [0, 10, 2**18 - 5, 2**18])
def test_an_answer_that_repeats_the_key_is_not_kept(
    server: Server, slept: Slept, tmp_path: Path, split: int
) -> None:
    server.on("/file", says(200, b"x" * split + KEY.encode() + b"y"))
    with pytest.raises(NotFetched, match="repeats our key") as caught:
        client(slept).get(f"{server.base}/file", tmp_path / "file", limit=10**6, secret=Secret("X-Key", KEY))
    assert KEY not in str(caught.value) and not list(tmp_path.iterdir())


@pytest.mark.parametrize("value", ["short", "with\r\nline-ends-in-it", "é" * 20, "x" * 300])
def test_what_is_no_key_is_not_sent_and_not_repeated(value: str) -> None:
    with pytest.raises(TooMuch) as caught:
        Secret("X-Key", value)
    assert value not in str(caught.value)
