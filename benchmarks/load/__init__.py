"""Loading beside rdflib."""
