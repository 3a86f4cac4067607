"""One page for one case, as people read it and as programs do."""
