"""The answer on one screen, one file a command, and its rows for `--brief`."""
