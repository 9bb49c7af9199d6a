"""Enrolment lists as municipalities send them: read the file, clean each row, write households, keep what is doubtful.

To add a column: a field in `rows.Row`, its names in `columns.NAMES`, its reading in `rows.clean`.
"""
