"""Everything Microsoft: login, Graph, its limits and its traps. Returns our types, raises our errors.

Knows nothing of the store, of handlers or of rendering. O365 is touched in `wire` alone, msal in `auth` alone.
"""
