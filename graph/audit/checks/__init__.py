"""The checks, one file a matter: each takes the evidence of a document and gives findings."""
