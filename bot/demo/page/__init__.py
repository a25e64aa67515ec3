"""The demo's page: sit at anybody's desk, read and write mail, move the clock, watch the cases. Works offline."""

from bot.demo.page.app import build
from bot.demo.page.serve import PageServer
from bot.demo.page.story import Story

__all__ = ["PageServer", "Story", "build"]
