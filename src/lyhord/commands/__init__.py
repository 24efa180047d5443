"""What `lyhord` does on the command line, one module per group of commands."""
