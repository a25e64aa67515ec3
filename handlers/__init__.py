"""What to do with each kind of mail: pure functions that return a Decision."""
