"""Invitations by e-mail: a list read, letters written and sent; addresses stay away from codes."""
