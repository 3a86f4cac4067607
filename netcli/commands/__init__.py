"""One file a command: read the options, ask the core, hand one answer to the sink."""
