"""Copying, changing, checking, trying out and publishing surveys at the desk; no pages."""
