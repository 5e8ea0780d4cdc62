"""Where people and programs meet evigraph: command line, server, page."""
