"""Checking documents beside full pySHACL."""
