"""The flow and its sentences (文流与句): a document as one text, whatever file it came from.

`lines` says which lines of a text are one paragraph, `tables` puts tables together, `reading` writes it down.
"""
