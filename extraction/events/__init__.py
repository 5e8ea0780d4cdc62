"""Adverse events: what harm is counted, denied, feared, and how it went on."""
