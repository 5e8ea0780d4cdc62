"""Queries without an end: how soon after their limit they are answered, and how a normal client fares meanwhile."""
