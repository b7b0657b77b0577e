"""What can be done with skills and mastery, one service for each noun."""
