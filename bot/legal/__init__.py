"""The law's help (SPEC §8): facts in, suggestions with reasons out. Pure; decides nothing by itself."""
