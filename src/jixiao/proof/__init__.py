"""The proof (核稿): every rule over a document, and what comes of it: findings, relations, coverage.

from jixiao.document.readers import read_document
from jixiao.proof import proof_of
print(proof_of(read_document(path)).findings)
"""

from jixiao.proof.coverage import Coverage
from jixiao.proof.proof import Proof, proof_of, proof_of_facts

__all__ = ["Coverage", "Proof", "proof_of", "proof_of_facts"]
