"""The year at a glance (总览), by office, by week."""
