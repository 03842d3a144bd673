"""From paragraphs to stances: mentions, whose voice, and the score with its evidence."""
