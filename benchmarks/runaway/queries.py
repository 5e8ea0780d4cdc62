"""Queries without an end."""

PAIRS = "?a ?b ?c . ?d ?e ?f"
RUNAWAYS = (
    f"SELECT (COUNT(*) AS ?n) {{ {PAIRS} . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }}",
    "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|!^<x:y>)* ?b . ?b (!<x:y>)* ?c FILTER(?a != ?c) }",
    f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?all) {{ {PAIRS} . ?g ?h ?i }}",
    f"SELECT DISTINCT ?c ?f {{ {PAIRS} }} ORDER BY SHA512(CONCAT(STR(?c), STR(?f)))",
    f'SELECT (COUNT(*) AS ?n) {{ {PAIRS} FILTER REGEX(CONCAT(STR(?c), STR(?f)), "^(([a-z])+.)+[A-Z]([a-z])+$") }}',
)
