"""Bytes to canonical text: one reader a format, each in a process of its own that is held to time and memory."""
