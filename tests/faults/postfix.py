"""A real mail server: Debian's postfix on a port of loopback, with a configuration, queue and mailboxes of its own.

Master runs as root and its parts as the users that the package made, so only root can run one. Mails go into Maildirs
by postfix's own `virtual`; nothing is sent anywhere else.
"""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from scheduler.demo.mail_receiver import KeptMail
from tests.conftest import free_port

PROGRAM = shutil.which("postfix") or ("/usr/sbin/postfix" if Path("/usr/sbin/postfix").exists() else None)
DOMAIN = "example.org"
SECONDS = 20.0

_MAIN = """\
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
mail_owner = postfix
setgid_group = postdrop
myhostname = relay.{domain}
mydestination =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
local_recipient_maps =
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = static:desk/
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_transport = virtual
smtputf8_enable = no
smtpd_peername_lookup = no
smtp_dns_support_level = disabled
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_timeout = 5s
"""
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
proxymap unix - - n - - proxymap
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


class Postfix:
    """One running server. A context manager."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rasid-postfix-", dir=tempfile.gettempdir()))
        self.port = free_port()
        self._box = self.folder / "mail" / "desk"

    def __enter__(self) -> Self:
        user = pwd.getpwnam("postfix")
        config = self.folder / "etc"
        self.folder.chmod(0o755)
        for name in ("etc", "spool", "data", "mail"):
            (self.folder / name).mkdir()
        values = {"folder": self.folder, "domain": DOMAIN, "uid": user.pw_uid, "gid": user.pw_gid, "port": self.port}
        (config / "main.cf").write_text(_MAIN.format(**values), encoding="ascii")
        (config / "master.cf").write_text(_MASTER.format(**values), encoding="ascii")
        for name in ("data", "mail"):
            os.chown(self.folder / name, user.pw_uid, user.pw_gid)
        self._postfix("start")
        self._wait_for_port()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._postfix("stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self) -> str:
        """Its address as rasid.toml has it."""
        return f"smtp://127.0.0.1:{self.port}?starttls=none"

    @property
    def mails(self) -> list[KeptMail]:
        """What lies in the mailbox, the oldest first."""
        files = sorted((self._box / "new").glob("*"), key=lambda file: file.stat().st_mtime_ns)
        return [_mail(file) for file in files]

    def settle(self) -> None:
        """Waits until all that was taken with 250 has been put into the mailbox."""
        until = time.monotonic() + SECONDS
        while any(file.is_file() for name in ("incoming", "active", "maildrop") for file in self._queued(name)):
            assert time.monotonic() < until, self.log
            time.sleep(0.02)

    @property
    def log(self) -> str:
        """What it says of itself."""
        file = self.folder / "log"
        return file.read_text(errors="replace") if file.exists() else ""

    def _queued(self, name: str) -> list[Path]:
        return list((self.folder / "spool" / name).rglob("*"))

    def _postfix(self, command: str) -> None:
        assert PROGRAM is not None
        done = subprocess.run([PROGRAM, "-c", str(self.folder / "etc"), command], check=False, capture_output=True)
        assert done.returncode == 0, f"postfix {command}: {done.stderr.decode(errors='replace')}\n{self.log}"

    def _wait_for_port(self) -> None:
        until = time.monotonic() + SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert time.monotonic() < until, self.log
                time.sleep(0.02)
            else:
                return


def _mail(file: Path) -> KeptMail:
    raw = file.read_bytes()
    kept = KeptMail(sender="", recipients=("desk@example.org",), raw=raw, at=file.stat().st_mtime)
    assert parsedate_to_datetime(str(kept.message()["Date"])) is not None
    return kept
