"""HTTP: handlers load, call one verb and show; no rule of the domain lives here."""
