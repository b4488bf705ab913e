"""The synced JSON database: journals that commit, a TinyDB checkpoint that can always be rebuilt."""
