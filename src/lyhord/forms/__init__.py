"""The page as bytes, and a posted form or JSON into answers or mistakes; pure."""
