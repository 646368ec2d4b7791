"""The sheets of the XLSX output; it must not know where the workbook goes."""
