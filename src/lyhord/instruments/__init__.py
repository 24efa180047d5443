"""Instruments: their definition, reading, texts and route; nothing is stored or shown here."""
