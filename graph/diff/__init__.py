"""Typed changes between two versions of a document."""
