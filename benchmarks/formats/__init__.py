"""Time and memory that readers of formats take."""
