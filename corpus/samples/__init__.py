"""The bundled sample reports: our own sentences, with figures made up for show ("số liệu minh họa").

Only Tân Hồng's published scores and ranks of 2022 and 2023 are real. The folder is the default of
`CCHC_REPORTS_DIR`, so that the program has something to answer from before an office adds its own reports.
This note stands here, and not in a file beside the reports, because every such file would be indexed.
"""
