"""The site as processes: preparation, web, workers, scheduler, and what keeps them going."""
