"""What a publisher tells catalogues, harvesters and search engines of its data."""
