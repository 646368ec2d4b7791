"""A run and the ledger together: earlier months are counted along, and what the run finds is posted."""
