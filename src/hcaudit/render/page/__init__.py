"""What the HTML page shows and how it looks; it must not know where the page goes."""
