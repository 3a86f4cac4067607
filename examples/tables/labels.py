"""Drugs labelled for tumours of the pancreas in the EU: a label often names a group that holds the pancreas."""

import duckdb

labels = duckdb.sql("""
    SELECT DISTINCT therapies.name, indications.since, indications.purpose, indications.confirmed
    FROM 'tables/indications.csv' AS indications
    JOIN 'tables/therapies.csv' AS therapies ON therapies.id = indications.record
    JOIN 'tables/links.csv' AS links ON links.path = indications.path AND links.field = 'indications.sites'
    JOIN 'tables/site_overlaps.csv' AS near ON near.other = links."to" AND near.site = 'pancreas'
    WHERE region = 'eu' AND status = 'approved' AND NOT tumour_agnostic
    ORDER BY purpose, therapies.name
""")
for name, since, purpose, confirmed in labels.fetchall():
    print(f"{purpose:15}  {since or '':10}  {name}{'' if confirmed else ' (unconfirmed)'}")
