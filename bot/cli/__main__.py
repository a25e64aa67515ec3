"""`python -m bot.cli` is `nearmiss`."""

from bot.cli import main

main()
