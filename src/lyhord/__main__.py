"""`python -m lyhord` is `lyhord`."""

from lyhord.cli import main

main()
