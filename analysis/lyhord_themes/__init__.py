"""Texts in, themes out; knows no web, no database and no service."""
