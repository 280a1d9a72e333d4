"""What is worth a picture, one file per unit."""
