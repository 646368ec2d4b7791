"""What was assessed, month by month, in one SQLite file; it must not know how a fine comes about or is shown.

`charges` and `plan` say what is to be booked, `file` opens the ledger, `journal` and `memory` write it, `acts` are
what a person does to it, `contents` shows it and `verification` adds it up again.
"""
