"""The errors that a user can mend, each one clear line: what, where, what to do."""


class EvigraphError(Exception):
    """Something was refused; the message is the line that the user sees."""


class UsageError(EvigraphError):
    """The command or call itself is wrong."""
