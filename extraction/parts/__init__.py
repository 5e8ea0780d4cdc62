"""What a document says besides results: front matter, guidance, searches, statements by topic."""
