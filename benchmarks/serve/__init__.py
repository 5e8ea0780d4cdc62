"""The endpoint beside `oxigraph serve` on the same data, in the same run."""
