"""Taking an answer in: its door, what is kept of it, the batch that it is stored with."""
