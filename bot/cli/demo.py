"""`nearmiss demo`: the unchanged service against an embedded tenant, as a page or as a story played."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--play", is_flag=True, help="Play a whole story without a browser, print it, and exit.")
@click.option("--port", default=8025, show_default=True, help="Where the page is served on 127.0.0.1.")
def demo(play: bool, port: int) -> None:
    """Try it all: an invented trust with mailboxes, no account, no configuration, nothing leaves this machine."""
    try:
        from bot.demo.play import START
        from bot.demo.world import World
    except ImportError as missing:
        raise click.ClickException(
            f"The demo is left out of this installation ({missing.name} is missing): "
            "python3 scripts/start.py demo, in a checkout, brings it."
        ) from None
    import logging

    logging.getLogger().setLevel(logging.ERROR)
    if play:
        from bot.demo.play import play_anonymous, play_named

        with World(START) as world:
            good = play_named(world, click.echo)
            sys.exit(0 if play_anonymous(world, click.echo) and good else 1)
    from bot.demo.serve import serve

    serve(port, click.echo)
