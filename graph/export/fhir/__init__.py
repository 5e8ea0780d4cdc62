"""FHIR R5 resources of the evidence, each kind in a file."""
