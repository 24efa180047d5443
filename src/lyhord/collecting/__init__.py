"""Doors by the list: read what was pasted, make, shut and undo them; answers are `intake`'s."""
