"""What commands import and how soon they answer."""
