"""What `nearmiss demo` stands on: an embedded Microsoft 365 stand-in and a page to sit at.

Imported by bot.cli alone.
"""
