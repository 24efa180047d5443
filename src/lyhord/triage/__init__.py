"""Safeguarding: opening what a warning sign is about, deciding, telling officers, their keys."""
