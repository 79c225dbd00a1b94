"""Year → Document: the report, its letters and forms, every figure bound to the ledger."""
