"""Stance of news paragraphs toward countries: read, analyze, summarize, draw."""
