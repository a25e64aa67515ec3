"""`python -m bot.demo.tenant`: the tenant as a process of its own, until it is stopped. Prints the settings to use."""

from __future__ import annotations

import argparse
import io
import json
import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.tenant import Limits, Tenant, TenantServer
from bot.demo.tenant.typed import followed
from bot.demo.trust import OSBORNE, directory_toml


def main() -> None:
    """Serve the invented trust; the first line on standard output is a JSON object of NEARMISS_* settings."""
    parser = _parser()
    options = parser.parse_args()
    try:
        tenant = _tenant(options)
        if options.directory:
            options.directory.write_text(directory_toml())
    except OSError as error:
        parser.error(f"{error.filename}: {error.strerror or error}")
    except ValueError:
        parser.error(f"--certificate: {options.certificate} is no certificate (PEM)")
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        with TenantServer(tenant, options.port, options.ca_file) as server:
            if options.env_file:
                lines = [f"{name}={value}\n" for name, value in server.settings.items()]
                options.env_file.write_text("".join(lines), "utf-8")
            print(json.dumps(server.settings), flush=True)
            if options.desk:
                threading.Thread(target=_desk, args=(tenant,), daemon=True).start()
            stop.wait()
    except OSError as error:
        parser.exit(1, f"The tenant cannot be served on port {options.port}: {error.strerror or error}.\n")


def _tenant(options: argparse.Namespace) -> Tenant:
    limits = Limits(0, 0, 0, 0) if options.no_limits else Limits()
    tenant = Tenant(OSBORNE, lambda: datetime.now(UTC), limits=limits)
    if options.unscoped:
        tenant.app.scope = None
    if options.certificate:
        tenant.app.register_certificate(options.certificate.read_text())
    for number in range(options.mails):
        text = f"I sent the class list {number} to the wrong parent this morning. They have deleted it."
        tenant.send_as("tess", "incidents@osborne.example", f"Wrong recipient {number}", text)
    return tenant


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot.demo.tenant", description=main.__doc__)
    parser.add_argument("--port", type=_port, default=0, help="0 picks a free one")
    parser.add_argument("--ca-file", type=Path, help="where to write the certificate authority (PEM)")
    parser.add_argument("--env-file", type=Path, help="where to write the settings as lines for .env")
    parser.add_argument("--directory", type=Path, help="where to write a matching directory.toml")
    parser.add_argument("--certificate", type=Path, help="a certificate (PEM) that the app may log in with")
    parser.add_argument("--mails", type=int, default=0, help="reports that lie in the inbox from the start")
    parser.add_argument(
        "--desk", action="store_true", help="read and write people's mail by typing here; see its `help`"
    )
    parser.add_argument("--no-limits", action="store_true", help="no throttling, for measuring")
    parser.add_argument(
        "--unscoped", action="store_true", help="the app reaches every mailbox, as one person's client"
    )
    return parser


def _port(text: str) -> int:
    if not 0 <= int(text) <= 65_535:
        raise argparse.ArgumentTypeError("a port is a number up to 65535")
    return int(text)


def _desk(tenant: Tenant) -> None:
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    for said in followed(tenant, sys.stdin):
        print(said, flush=True)


if __name__ == "__main__":
    main()
