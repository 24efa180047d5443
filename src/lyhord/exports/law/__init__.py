"""The papers that the law asks for about a round: drafts, letters, protocols and copies."""
