"""What respondents meet: the survey, the thanks, the withdrawal; no session and no cookie."""
