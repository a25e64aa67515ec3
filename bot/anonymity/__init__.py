"""Keeps an anonymous reporter unknown to leaders, colleagues and the record (SPEC §6).

A library: values in, values out. It neither reads mailboxes nor stores nor sends.
"""
