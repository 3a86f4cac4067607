"""Everything on record: the answers under `--full`, one file a command."""
