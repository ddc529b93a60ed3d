"""Backups that count only when they are whole, drills that restore them, and a record of both.

Room order: crypt, manifest, keeping (no Django) ← models ← tools, databases, parts, runs ← making, restoring ← drill, copying.
"""
