"""What netcli knows about one situation, gathered: the class, the options, the trials, and what speaks against them."""
