"""Answers from other survey tools: what columns mean, rows as answers, all of them or none."""
