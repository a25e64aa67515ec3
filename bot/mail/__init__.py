"""Reading mail: pure, any bytes in, one value out; never raises on a bad mail."""
