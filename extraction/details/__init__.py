"""What studies and documents tell beside results: technique, devices, counts, what is missing, who includes whom."""
