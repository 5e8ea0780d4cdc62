"""Stores of others: any SPARQL 1.1 server by its address."""
