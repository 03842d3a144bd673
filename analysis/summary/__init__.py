"""From stances to numbers: tables, means with intervals, agreement with labels."""
