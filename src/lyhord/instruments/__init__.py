"""The typed definition of an instrument, reading it, its texts and its route; nothing is stored or shown here."""
