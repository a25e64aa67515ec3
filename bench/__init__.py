"""Measurements of the whole program beside a bare pipeline and a peer: `python -m bench`. Nothing imports it."""
