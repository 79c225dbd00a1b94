"""Parts and wholes (总分关系) in prose: which figures add up to which, and that none is missing."""
