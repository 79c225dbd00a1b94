"""A department and its units (部门与所属单位): what they print alike, and who they are."""
