"""Charts (附图): original, adjusted and spent by office; where the execution rates lie."""
