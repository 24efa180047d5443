"""Lyhörd asks people what they need and turns what they write into themes."""
