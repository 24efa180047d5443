"""What staff meet, signed in."""
