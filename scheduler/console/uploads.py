"""A file that a form posts, read by the standard library; pure. The guard bounds its size."""

from email.parser import BytesParser
from email.policy import HTTP

MOST_UPLOADED = 1024 * 1024  # bytes of a form that carries a file
UPLOADS = frozenset({"/feeds/import"})  # where one may be posted


def parts_in(body: bytes, content_type: str) -> dict[str, bytes]:
    """The fields of a posted form with a file (multipart/form-data), the last of each name; empty where it is none.

    >>> body = b"--x\\r\\nContent-Disposition: form-data; name=a\\r\\n\\r\\n1\\r\\n--x--\\r\\n"
    >>> parts_in(body, "multipart/form-data; boundary=x")
    {'a': b'1'}
    """
    if not content_type.lower().startswith("multipart/form-data") or "\n" in content_type or "\r" in content_type:
        return {}
    head = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart():
        return {}
    found: dict[str, bytes] = {}
    for part in message.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(content, bytes):
            found[name] = content
    return found
