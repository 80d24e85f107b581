"""`variorum serve`: read and review an edition in the browser."""

from __future__ import annotations

import socket
from pathlib import Path

import click

from variorum.model.problem import UserError


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8321, show_default=True, help="Port; 0 for any free one."
)
def command(edition: Path, port: int) -> None:
    """Show EDITION in the browser, and let reviewers decide; on this machine only.

    Every decision is appended to the edition's file. Ctrl-C ends it.

    \b
    Example:
      variorum serve event.variorum
    """
    import uvicorn

    from variorum.web import make_app

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError as fault:
        raise UserError(f"Port {port} is taken ({fault.strerror}): give another with --port, or 0 for any.") from fault
    # Listening before the address is told: whoever reads it may come at once.
    listener.listen(128)
    port = listener.getsockname()[1]
    app = make_app(edition, [f"127.0.0.1:{port}", f"localhost:{port}"])
    click.echo(f"http://127.0.0.1:{port}/  shows {edition}; Ctrl-C ends it.", err=True)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=5))
    server.run(sockets=[listener])
