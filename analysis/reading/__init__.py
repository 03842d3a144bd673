"""From files to articles: paragraphs with roles, metadata with clues, and which are copies."""
