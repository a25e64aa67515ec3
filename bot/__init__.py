"""Nearmiss: runs a school trust's security-incident policy by e-mail, on Microsoft 365."""

__version__ = "0.1.0"
