"""French, or any language with the same files, as far as a frame needs it: words, verb groups, clauses."""
