"""The policy as values: no I/O, no clock, standard library only."""
