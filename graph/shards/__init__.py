"""Checked documents on their way from those who read them to the one who loads them, a file each."""
