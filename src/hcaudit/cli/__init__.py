"""The command line; it must not judge, price or format anything itself."""
