"""What is usual among a few values follows what comes."""

from crawler.health.stats import usual_values


def test_usual_values_fade():
    counts = usual_values.count_values({}, ["jsonld"] * 400)
    counts = usual_values.count_values(counts, ["heading"] * 40)
    assert usual_values.usual_value(counts) == "jsonld"
    assert usual_values.is_strange(counts, "heading")
    counts = usual_values.count_values(counts, ["heading"] * 2000)
    assert usual_values.usual_value(counts) == "heading"
    assert sum(counts.values()) <= usual_values.MEMORY + 1
