"""What a whole store holds, told as data."""
