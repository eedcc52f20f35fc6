"""One module a group of commands. At their tops stands only what `bilan --help` needs."""
