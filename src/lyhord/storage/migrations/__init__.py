"""Numbered plain SQL, forward only, one transaction each; a file that ran is never edited."""
