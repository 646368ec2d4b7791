"""The workbook to fill in, made from what kinds of data there are; it must not know who fills it in or reads it."""
