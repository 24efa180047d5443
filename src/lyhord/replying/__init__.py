"""Answering those who answered: what was said, what is done about it, by whom and when."""
