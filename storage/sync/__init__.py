"""Synchronising a workspace: transports ship lines and decide nothing, the merge is in storage.cells."""
