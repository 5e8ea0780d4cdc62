"""A publisher's data as a folder of plain files that any web server can host."""
