"""Stage 3: judge → settle → price; it must not know files or formats."""
