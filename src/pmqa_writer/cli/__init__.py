"""The command line: one module a command, heavy imports only in the command that needs them."""
