"""How long it takes to read a document, as a multiple of what a bare tokenizer takes."""
