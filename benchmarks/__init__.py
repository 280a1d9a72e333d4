"""What the grader costs, and how well the course's checks tell right from wrong."""
