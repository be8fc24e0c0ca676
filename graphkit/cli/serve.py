"""graphkit serve."""

from __future__ import annotations

import signal
import threading
from types import FrameType

import click

from graphkit.cli.context import Session, note
from graphkit.cli.output import say
from graphkit.errors import UsageError


@click.command("serve")
@click.option("--port", type=click.IntRange(1024, 65535), help="Bolt port on loopback; else a free one.")
@click.pass_obj
def command(session: Session, port: int | None) -> None:
    """Keep the embedded store up for Bolt clients until Ctrl-C.

    Prints its URI and how to connect; other graphkit commands use it by themselves.
    """
    from graphkit.store.embedded import serve_embedded
    from graphkit.store.store import places

    target = session.project.target(session.store_name)
    if target.path is None:
        raise UsageError(
            f"{target} is a server already; serve is for the embedded store", "graphkit --store embedded serve"
        )
    where = places(target.path, session.project.location)
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    with serve_embedded(target.path, port=port, note=note, **where) as endpoint:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)
        say(endpoint.uri)
        note(f"user {endpoint.user}, database {endpoint.database}, password in {where['secret']}; Ctrl-C ends it")
        while not stop.wait(0.5):
            pass
    note("stopped")
