"""Hazard ratios of phase 3 trials for their primary endpoints, each with the documents on which it rests."""

import duckdb

ratios = duckdb.sql("""
    SELECT outcomes.trial, outcomes.population, hr, ci_low, ci_high, ci_level, sources.publisher, sources.pmid
    FROM 'tables/outcomes.csv' AS outcomes
    JOIN 'tables/words.csv' AS words ON words.record = outcomes.record AND words.field = 'phases' AND word = '3'
    JOIN 'tables/claims.csv' AS claims ON claims.path = outcomes.path AND claims.field = 'outcomes'
    JOIN 'tables/sources.csv' AS sources ON sources.id = claims.source
    WHERE hr IS NOT NULL AND outcomes.primary AND outcomes.confirmed AND sources.pmid IS NOT NULL
    ORDER BY hr, sources.id
""")
for trial, population, hr, low, high, level, publisher, pmid in ratios.fetchall():
    print(f"{hr} ({level:g} % CI {low}-{high})  {trial}, {population}: {publisher}, PMID {pmid}")
