"""Untrusted code: what runs it (worker), what it may say (wire), what it may do (limits), who watches it (host)."""
