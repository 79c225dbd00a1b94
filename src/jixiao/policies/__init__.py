"""Rule packs, outlines, sentence patterns and layouts by region and date: data, not code."""
