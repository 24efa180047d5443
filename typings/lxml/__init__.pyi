"""Signatures of the parts of lxml that are used here."""
