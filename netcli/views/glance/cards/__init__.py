"""One screen on a record, one file a kind; `show` opens them."""
