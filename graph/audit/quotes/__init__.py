"""What quoted words declare beyond the numbers of their record: counts, scales, bands, times, periods, changes."""
