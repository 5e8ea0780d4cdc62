"""The audit: seconds an overview, and how they grow with the number of documents."""
