"""RBDesk: an office's self-assessment of bureaucratic reform, and the regency's consolidation of it.

Floors, from below: errors, paths, progress, text; domain; store, exchange, analysis, messages; report;
workflow; ui and cli; main. A module imports only from floors below its own.
"""
