"""Rules over a year's ledger (台账规则): one file a family, none of which imports another."""
