"""What the sources themselves get wrong: numbers that do not follow from each other, and statements that disagree."""
