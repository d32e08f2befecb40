"""A PostgreSQL server of one's own on a unix socket in a temporary folder, for tests and benchmarks."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path


def postgres_programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version that is installed; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) + [
        Path(path) for path in [shutil.which("initdb")] if path
    ]
    return found[-1].parent if found else None


@contextmanager
def own_postgres(
    programs: Path,
    *,
    durable: bool = False,
    within: Sequence[str] = (),
    listen: str = "",
    clients: str = "",
    kept_in: Path | None = None,
) -> Iterator[str]:
    """Runs a server; its address, with `{database}` where the database's name belongs. Without `durable` it does not
    wait for the disk. With `listen` it also serves the network `clients` at that address, started by `within`. What it
    holds is thrown away, but for `kept_in`: a folder in which it stays, and from which the next one goes on."""
    folder = Path(tempfile.mkdtemp(prefix="rasid-pg-", dir="/tmp"))  # a socket's path must be short
    # PostgreSQL refuses to run as root; Debian's package makes the user postgres for that.
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    data = (kept_in or folder) / "data"
    is_new = not data.exists()
    if kept_in is not None and is_new:
        kept_in.mkdir(parents=True, exist_ok=True)
        if user:
            shutil.chown(kept_in, "postgres")
    options = f"-c listen_addresses='{listen}' -c unix_socket_directories={folder}{'' if durable else ' -c fsync=off'}"
    initdb = [str(programs / "initdb"), "-D", str(data), "-U", "rasid", "--auth=trust", "--encoding=UTF8", "--locale=C"]
    control = [*user, str(programs / "pg_ctl"), "-D", str(data)]
    if is_new:
        subprocess.run([*user, *initdb], check=True, capture_output=True, cwd="/")
    if clients:
        with (data / "pg_hba.conf").open("a") as access:
            access.write(f"host all all {clients} trust\n")
    start = [*within, *control, "-w", "-o", options, "-l", str(folder / "log"), "start"]
    subprocess.run(start, check=True, capture_output=True, cwd="/")
    try:
        yield f"postgresql+psycopg://rasid@/{{database}}?host={folder}"
    finally:
        how = "immediate" if kept_in is None else "fast"
        subprocess.run([*control, "-m", how, "stop"], check=False, capture_output=True, cwd="/")
        shutil.rmtree(folder, ignore_errors=True)
