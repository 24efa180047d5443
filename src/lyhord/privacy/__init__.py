"""Pseudonyms, sealing and receipts; pure, and knows no database."""
