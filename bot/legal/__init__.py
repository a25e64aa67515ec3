"""The law's help (SPEC §8): facts in, suggestions with reasons out. Pure; decides nothing by itself."""

from bot.legal.assessment import Assessment, assess, assess_facts
from bot.legal.facts import BadFacts, Facts, Fault, facts_from

__all__ = ["Assessment", "BadFacts", "Facts", "Fault", "assess", "assess_facts", "facts_from"]
