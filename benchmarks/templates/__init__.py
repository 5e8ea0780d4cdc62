"""Every question kind beside rdflib, with identical answers."""
