"""How much of what people annotated is read, and how much of what is read they annotated."""
