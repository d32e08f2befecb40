"""The whole dialogue with a strict hub: asked, verified, pushed, renewed, denied, ended."""

import asyncio
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from sqlalchemy import update

from crawler.guard import NOBODY
from crawler.store.database import writing
from crawler.store.tables import feed as feed_table
from crawler.store.websub import HubState
from scheduler.demo.loopback import Answer, Fault, Misbehaviour
from scheduler.websub.callback import MOST_BYTES
from scheduler.websub.hints import APART
from scheduler.websub.hub import HubSaid
from scheduler.websub.signature import ALGORITHMS
from tests.scheduler.websub.conftest import NOW, TOPIC, Subscriber
from tests.scheduler.websub.strict_hub import StrictHub

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
BODY = "<rss><channel><item><title>خبر عاجل</title></item></channel></rss>".encode()


async def subscribed(subscriber: Subscriber, hub: StrictHub) -> str:
    """Subscribes; returns the callback's address. The callback must be listening."""
    (answer,) = await subscriber.keep()
    assert answer.said is HubSaid.ACCEPTED
    await hub.until(1)
    (callback,) = hub.subscribed
    return callback


async def test_a_feed_that_names_a_hub_is_subscribed_and_verified(
    subscriber_anywhere: Subscriber, hub: StrictHub
) -> None:
    """The hub is asked once, for the topic, with an unguessable address and secret; its lease is what holds."""
    subscriber = subscriber_anywhere
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        assert await subscriber.keep(after=MINUTE) == []
    (form,) = hub.forms
    assert (form["hub.mode"], form["hub.topic"], form["hub.lease_seconds"]) == ("subscribe", TOPIC, "432000")
    found = subscriber.subscription()
    assert callback == found.callback == f"http://127.0.0.1:{subscriber.port}/websub/{found.token}"
    assert len({found.token, found.secret, form["hub.secret"]}) == 2
    assert min(len(found.token), len(found.secret)) >= 43
    assert (found.state, found.lease_until, found.tries) == (HubState.ACTIVE, NOW + timedelta(hours=1), 0)
    assert hub.requests[0].headers["user-agent"].startswith("Rasid/")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_a_push_makes_the_feed_due_and_wakes_the_crawlers(
    subscriber: Subscriber, hub: StrictHub, algorithm: str
) -> None:
    """At once, whatever the signature's algorithm; nothing of the body becomes an entry."""
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        subscriber.now += MINUTE
        assert await hub.push(callback, BODY, algorithm=algorithm) == 202
        await asyncio.wait_for(subscriber.woken.wait(), 10)
    assert subscriber.feed().next_visit_at == subscriber.now == subscriber.subscription().last_push_at


async def test_a_wrong_signature_is_acknowledged_and_ignored(subscriber: Subscriber, hub: StrictHub) -> None:
    """So is a missing one: who only knows the address moves nothing, and learns nothing."""
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        assert await hub.push(callback, BODY, secret="another secret") == 202
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            assert (await client.post(callback, content=BODY)).status_code == 202
    assert subscriber.feed().next_visit_at == NOW + timedelta(hours=1)
    assert not subscriber.woken.is_set()


async def test_unknown_addresses_are_no_callbacks(subscriber: Subscriber, hub: StrictHub) -> None:
    """A token that was not given out is 404 for a verification and 410 for a push; so is every other path."""
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        query = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "x", "hub.lease_seconds": "60"}
        async with httpx.AsyncClient(trust_env=False, verify=False) as client:
            for path in ("A" * 43, "", "a", "%00", "../../etc/passwd", "A" * 5000):
                address = f"{callback.rpartition('/')[0]}/{path}"
                assert (await client.get(address, params=query)).status_code == 404
                assert (await client.post(address, content=BODY)).status_code == 410


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"hub.topic": "https://other.example/feed"}, 404),
        ({"hub.mode": "unsubscribe"}, 404),
        ({"hub.mode": "publish"}, 404),
        ({"hub.challenge": ""}, 404),
        ({"hub.challenge": "x" * 5000}, 404),
        ({"hub.challenge": "a\r\nb"}, 404),
        ({"hub.challenge": "<script>alert(1)</script>"}, 200),
    ],
)
async def test_only_what_was_asked_for_is_verified(
    subscriber: Subscriber, hub: StrictHub, changes: dict[str, str], status: int
) -> None:
    """Another topic, an end that nobody asked for, nonsense: 404. What is echoed is never a page."""
    query = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "x", "hub.lease_seconds": "60"}
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        before = subscriber.subscription()
        answer = await hub.get(callback, query | changes)
    assert answer.status_code == status
    if status == 404:
        assert (answer.content, subscriber.subscription()) == (b"", before)
    else:
        assert answer.text == changes["hub.challenge"]
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_flood_of_pushes_is_one_visit_each_ten_seconds(subscriber_anywhere: Subscriber, hub: StrictHub) -> None:
    """Replayed or not: the second push plans a visit ten seconds after the first, all further ones are covered."""
    subscriber = subscriber_anywhere
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        due = []
        for _ in range(25):
            subscriber.change_feed(next_visit_at=NOW + timedelta(hours=1))  # as after each visit
            assert await hub.push(callback, BODY) == 202
            due.append((subscriber.feed().next_visit_at - NOW).total_seconds())
            subscriber.now += SECOND
    assert [moment for moment in due if moment != 3600] == [0, 10, 20, 30]
    assert subscriber.subscription().last_push_at == NOW + 3 * APART


async def test_a_feed_that_fails_keeps_its_pause(subscriber: Subscriber, hub: StrictHub) -> None:
    """Its server said when it may be asked again; a hub cannot overrule that, a push is acknowledged all the same."""
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        subscriber.change_feed(error_count=1, state="failing")
        assert await hub.push(callback, BODY) == 202
    assert subscriber.feed().next_visit_at == NOW + timedelta(hours=1)


async def status_of(callback: str, head: str, body: bytes = b"") -> int:
    """The status of a POST that is written by hand, so that it can break the rules."""
    parts = urlsplit(callback)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\n{head}\r\n\r\n".encode() + body)
    await writer.drain()
    line = await asyncio.wait_for(reader.readline(), 20)
    writer.close()
    await writer.wait_closed()
    return int(line.split()[1])


async def test_a_body_over_the_limit_is_refused(subscriber: Subscriber, hub: StrictHub) -> None:
    """Before it is read where it says its length, else at the limit; the largest that is allowed passes."""
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        assert await status_of(callback, f"Content-Length: {MOST_BYTES + 1}") == 413
        chunk = f"{MOST_BYTES + 1:x}\r\n".encode() + b"x" * (MOST_BYTES + 1)
        assert await status_of(callback, "Transfer-Encoding: chunked", chunk) == 413
        assert await hub.push(callback, b"x" * MOST_BYTES) == 202
    assert subscriber.feed().next_visit_at == NOW


async def test_a_lease_is_renewed_in_its_last_third(subscriber: Subscriber, hub: StrictHub) -> None:
    """Under the same address and secret, and pushes pass all the while."""
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        assert await subscriber.keep(after=timedelta(minutes=39)) == []
        assert [answer.said for answer in await subscriber.keep(after=MINUTE)] == [HubSaid.ACCEPTED]
        await hub.until(2)
        assert await hub.push(callback, BODY) == 202
    assert hub.forms[0] == hub.forms[1]
    found = subscriber.subscription()
    assert (found.state, found.lease_until) == (HubState.ACTIVE, NOW + timedelta(minutes=40 + 60))
    assert subscriber.feed().next_visit_at == subscriber.now


async def test_a_hub_that_is_down_is_asked_ever_later_until_it_is_back(subscriber: Subscriber, hub: StrictHub) -> None:
    """1, 2, 4 … minutes; then it works, and the count begins anew. Its feed is visited all the while."""
    hub.faults |= {number: Fault(kind=Misbehaviour.ANSWER, answer=Answer(status=503)) for number in (1, 2, 3)}
    async with subscriber.listening():
        asked = []
        for minute in range(9):
            answers = await subscriber.keep(after=MINUTE if minute else timedelta(0))
            asked += [(minute, answer.error) for answer in answers]
        await hub.until(1)
    wrong = "the hub answered 503"
    assert asked == [(0, wrong), (1, wrong), (3, wrong), (7, None)]
    found = subscriber.subscription()
    assert (found.state, found.tries, found.last_error) == (HubState.ACTIVE, 0, None)
    assert subscriber.feed().next_visit_at == NOW + timedelta(hours=1)


async def test_a_hub_says_how_long_it_wants_to_be_left_alone(subscriber: Subscriber, hub: StrictHub) -> None:
    """Retry-After wins over our own pause where it is longer."""
    busy = Answer(status=429, headers={"Retry-After": "900"})
    hub.faults[1] = Fault(kind=Misbehaviour.ANSWER, answer=busy)
    (answer,) = await subscriber.keep()
    assert (answer.said, subscriber.subscription().next_try_at) == (HubSaid.DECLINED, NOW + timedelta(seconds=900))


async def test_a_lease_that_runs_out_lapses_and_comes_back(subscriber: Subscriber, hub: StrictHub) -> None:
    """While the hub is down its pushes count for nothing; asked again, the subscription is as it was."""
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        hub.faults[2] = Fault(kind=Misbehaviour.RESET_BEFORE_READ)
        (answer,) = await subscriber.keep(after=timedelta(hours=2))
        assert answer.said is HubSaid.NO_ANSWER
        assert subscriber.subscription().state is HubState.LAPSED
        assert await hub.push(callback, BODY) == 202
        assert subscriber.feed().next_visit_at == NOW + timedelta(hours=1)
        await subscriber.keep(after=MINUTE)
        await hub.until(2)
    assert subscriber.subscription().state is HubState.ACTIVE
    assert list(hub.subscribed) == [callback]


async def test_an_accepted_request_that_is_never_verified_is_repeated(subscriber: Subscriber, hub: StrictHub) -> None:
    """After ten minutes, not after one: hubs may take their time."""
    hub.verifies = False
    await subscriber.keep()
    assert await subscriber.keep(after=9 * MINUTE) == []
    assert len(await subscriber.keep(after=MINUTE)) == 1
    assert (subscriber.subscription().state, subscriber.subscription().tries) == (HubState.ASKED, 2)


async def test_a_denial_holds_for_a_week(subscriber_anywhere: Subscriber, hub: StrictHub) -> None:
    """Its reason is kept, cleaned; a verification that comes afterwards is not believed."""
    subscriber = subscriber_anywhere
    hub.denies = "ليس\u202e مسموحًا\x00 " + "x" * 5000
    async with subscriber.listening():
        await subscriber.keep()
        await hub.until(1)
        found = subscriber.subscription()
        query = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "x", "hub.lease_seconds": "60"}
        assert (await hub.get(found.callback, query)).status_code == 404
        assert await subscriber.keep(after=timedelta(days=6)) == []
        hub.denies = None
        assert len(await subscriber.keep(after=timedelta(days=1))) == 1
        await hub.until(2)
    assert hub.verifications == [("denied", 200), ("subscribe", 200)]
    assert found.state is HubState.DENIED
    assert found.last_error is not None
    assert found.last_error.startswith("the hub denied it: ليس مسموحًا x")
    assert len(found.last_error) < 250
    assert subscriber.subscription().state is HubState.ACTIVE


async def test_a_private_hub_is_refused_and_said(subscriber: Subscriber, hub: StrictHub) -> None:
    """Without `allow_private_hosts` nothing is sent into our own network, by name or by address."""
    subscriber.change_feed(hub="http://127.0.0.1:8080/")
    (literal,) = await subscriber.keep(allowed=NOBODY)
    assert literal.said is HubSaid.NOT_ALLOWED
    found = subscriber.subscription()
    assert found.last_error == "the hub's address is refused: 127.0.0.1 leads to 127.0.0.1, which is loopback"
    assert found.next_try_at == NOW + MINUTE
    subscriber.change_feed(hub=f"{hub.url}/")
    await subscriber.keep()  # forgets the old hub
    (port,) = await subscriber.keep()
    assert port.said is HubSaid.NOT_ALLOWED
    assert hub.requests == []


async def test_a_hub_may_redirect_to_another_one(subscriber: Subscriber, hub: StrictHub) -> None:
    """307 and 308 are followed with the same form; each hop is checked by the guard."""
    hub.faults[1] = Fault(kind=Misbehaviour.ANSWER, answer=Answer(status=307, headers={"Location": "/a"}))
    hub.faults[2] = Fault(kind=Misbehaviour.ANSWER, answer=Answer(status=308, headers={"Location": f"{hub.url}/b"}))
    async with subscriber.listening():
        await subscribed(subscriber, hub)
    assert [request.path for request in hub.requests] == ["/", "/a", "/b"]
    assert len({request.body for request in hub.requests}) == 1


@pytest.mark.parametrize(
    ("status", "location", "said"),
    [
        (307, "http://127.0.0.2:8080/", HubSaid.NOT_ALLOWED),
        (307, "http://169.254.169.254/latest/meta-data", HubSaid.NOT_ALLOWED),
        (308, "http://user:pw@127.0.0.1/", HubSaid.BAD_REDIRECT),
        (307, "file:///etc/passwd", HubSaid.BAD_REDIRECT),
        (307, "http://127.0.0.1\\@hub.example/", HubSaid.BAD_REDIRECT),
        (302, "/elsewhere", HubSaid.DECLINED),
        (301, "http://127.0.0.2:8080/", HubSaid.DECLINED),
        (307, "/", HubSaid.BAD_REDIRECT),
    ],
)
async def test_a_redirect_is_no_way_around_the_guard(
    subscriber: Subscriber, hub: StrictHub, status: int, location: str, said: HubSaid
) -> None:
    """Private addresses, credentials, other schemes, loops and redirects that hubs may not use all end in an error."""
    redirect = Fault(kind=Misbehaviour.ANSWER, answer=Answer(status=status, headers={"Location": location}))
    hub.faults |= dict.fromkeys(range(1, 10), redirect)
    (answer,) = await subscriber.keep()
    assert answer.said is said
    assert len(hub.requests) == (4 if location == "/" else 1)
    assert subscriber.subscription().last_error == answer.error is not None


@pytest.mark.parametrize(
    "change",
    [{"active": False}, {"hub": None}, {"topic": "https://sada-alsahel.example/other"}],
    ids=["feed removed", "no hub any more", "other topic"],
)
async def test_what_is_not_wanted_any_more_is_ended(
    subscriber_anywhere: Subscriber, hub: StrictHub, change: dict[str, object]
) -> None:
    """The hub verifies the end too; then the address is unknown, and another topic gets one of its own."""
    subscriber = subscriber_anywhere
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        with writing(subscriber.desk.engine) as connection:
            connection.execute(update(feed_table).values(**change))
        await subscriber.keep(after=MINUTE)
        await hub.until(2)
        assert hub.subscribed == {}
        assert subscriber.subscriptions() == []
        assert (await hub.get(callback, {"hub.mode": "subscribe", "hub.topic": TOPIC})).status_code == 404
        again = await subscriber.keep(after=MINUTE)
    assert [form["hub.mode"] for form in hub.forms][:2] == ["subscribe", "unsubscribe"]
    assert len(again) == (1 if "topic" in change else 0)
    assert callback not in [one.callback for one in subscriber.subscriptions()]


async def test_switched_off_hubs_are_told_once_and_forgotten(subscriber: Subscriber, hub: StrictHub) -> None:
    """Nobody answers their verification any more, so that the lease ends the rest."""
    async with subscriber.listening():
        await subscribed(subscriber, hub)
    hub.verifies = False
    assert len(await subscriber.keep(callback=None)) == 1
    assert await subscriber.keep(after=MINUTE) == []
    assert await subscriber.keep(after=5 * MINUTE) == []
    assert [form["hub.mode"] for form in hub.forms] == ["subscribe", "unsubscribe"]
    assert subscriber.subscriptions() == []
    assert await subscriber.keep(after=MINUTE) == []


async def test_a_push_during_a_leave_says_that_it_is_over(subscriber: Subscriber, hub: StrictHub) -> None:
    """410 lets the hub end it even if it never verified."""
    async with subscriber.listening():
        callback = await subscribed(subscriber, hub)
        hub.verifies = False
        subscriber.change_feed(active=False)
        await subscriber.keep()
        assert await hub.push(callback, BODY) == 410
