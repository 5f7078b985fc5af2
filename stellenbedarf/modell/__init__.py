"""The case as frozen dataclasses, the field tables that describe it, and the reader that fills it."""
