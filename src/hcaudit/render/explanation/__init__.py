"""The explanation of a record, as text, Markdown and JSON; it must not know how it was found out."""
