"""REFI-QDA: codebooks (.qdc) and projects (.qdpx) that other programs for analysis read."""
