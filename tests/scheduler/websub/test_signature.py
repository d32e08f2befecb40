"""X-Hub-Signature, against digests that OpenSSL gave for the same bytes."""

import pytest

from scheduler.websub.signature import SignatureCheck

SECRET = "a secret of the test"
BODY = b"<rss/>"
SIGNED = {
    "sha1": "a76d48c37d9f0ca9c5583a71899d9ba200abcf13",
    "sha256": "91bf9ce581062ac78ef0e659426abdb136f3f07d4256053b6fbdf1d013b83caf",
    "sha384": "f4a94b1cd4e8403620fdee8224c71749d22c0ec3d4376c1566551703d839bb39b81a21f8e17c42c7794012f8db6c8d1f",
    "sha512": "93fda31d9ea4e5e1817e96104935a6c7c1997d672d675b27041e6db7eae59d0e"
    "d99a1cbd30ba10ba403a08a21a78371caf8a79ba78d5de222567eff4eda1bc00",
}


def right(header: str | None, body: bytes = BODY, secret: str = SECRET) -> bool:
    """Whether this header signs this body, taken in two pieces."""
    check = SignatureCheck(header, secret)
    check.take(body[:2])
    check.take(body[2:])
    return check.is_right


@pytest.mark.parametrize("algorithm", SIGNED)
def test_a_right_signature_is_right(algorithm: str) -> None:
    """All four algorithms, whatever the size of the letters; for this body and secret only."""
    header = f"{algorithm}={SIGNED[algorithm]}"
    assert right(header)
    assert right(f" {header.upper()} ")
    assert not right(header, body=BODY + b" ")
    assert not right(header, secret=SECRET + ".")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256",
        "sha256=",
        "=" + SIGNED["sha256"],
        SIGNED["sha256"],
        "sha256=" + SIGNED["sha256"][:-1],
        "sha256=" + SIGNED["sha256"] + "0",
        "sha256=" + "0" * 64,
        "sha1=" + SIGNED["sha256"],
        "md5=" + "0" * 32,
        "shake128=" + "0" * 32,
        "new=" + "0" * 32,
        "sha256=" + "x" * 64,
        "sha256=" + "٠" * 64,
        "sha256=" + "a" * 100_000,
    ],
)
def test_anything_else_is_wrong(header: str | None) -> None:
    """Missing, cut, unknown and hostile headers, without an exception."""
    assert not right(header)
