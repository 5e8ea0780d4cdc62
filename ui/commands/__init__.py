"""The commands, one module each: EXAMPLE, arguments(parser) and run(options)."""
