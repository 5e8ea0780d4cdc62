"""Faults and load, for as long as somebody has: kills, full disks, many builds, a server at saturation."""
