"""Identity (指纹): what makes a finding the same one in the next version of a document."""

from __future__ import annotations

import hashlib

from jixiao.findings import Finding


def fingerprint_of(finding: Finding) -> str:
    """What stays the same where text is added above, and changes with the figures that are at odds."""
    words = "\n".join([finding.rule, finding.stated, finding.message])
    return hashlib.sha256(words.encode()).hexdigest()[:32]
