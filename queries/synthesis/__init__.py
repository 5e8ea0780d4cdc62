"""What many studies say together: harms, series, intervals, what may be compared, where evidence is missing.

Everything here is computed from facts of the graph, and says so; each figure keeps the fact that it was computed from.
"""
