"""What the server answers over HTTP, one kind of address in each file."""
