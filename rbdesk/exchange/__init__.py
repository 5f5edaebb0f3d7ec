"""The only floor that knows the bytes of a bundle: what travels between an office and the secretariat.

It turns domain values into signed, canonical files and strangers' files into verified domain values or one
exact refusal. It may know the domain, the file system and cryptography; it knows no database, no window and no
sentence for people. The format is described in docs/bundle-format.md.
"""
