"""Reading tables that people bring: from bytes to columns of text. Nothing is written."""
