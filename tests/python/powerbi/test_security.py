"""Row-level security of the model, and planted leaks."""

from __future__ import annotations

from .conftest import Files, Load
from .model import Model
from .security import read_regions, security_problems

DEFINITION = "CustomerIntelligence.SemanticModel/definition/"


def test_roles_leak_nothing(model: Model) -> None:
    assert security_problems(model, read_regions()) == []


def test_a_new_region_needs_a_role(model: Model) -> None:
    regions = [*read_regions(), "Antarctica"]
    regions.remove("Africa")
    assert security_problems(model, regions) == [
        "no role Region Antarctica",
        "role Region Africa: no such region",
    ]


def test_planted_leaks(copy: Files, load: Load) -> None:
    roles = DEFINITION + "roles/"
    copy.plant(roles + "Own regions.tmdl", "Sales[Region] IN own_regions", "TRUE ()")
    copy.plant(roles + "Own regions.tmdl", "= me )", '= "me" )')
    copy.plant(roles + "Own regions.tmdl", "VAR me = USERPRINCIPALNAME ()", 'VAR me = "me"')
    copy.plant(roles + "Region Africa.tmdl", 'Sales[Region] = "Africa"', "TRUE ()")
    copy.plant(roles + "Region Middle East.tmdl", "tablePermission Sales", "tablePermission Dates")
    copy.plant(
        DEFINITION + "tables/Segments.tmdl", "sourceColumn: segment", "sourceColumn: customers"
    )
    assert security_problems(load(copy), read_regions()) == [
        "role Region Middle East: does not filter Sales",
        "role Region Africa: Sales has the rule TRUE ()",
        "role Own regions: the rule on Customers does not ask who reads",
        "Segments: customers can be read under every role",
    ]


def test_planted_leaks_of_the_outlook(copy: Files, load: Load) -> None:
    """The outlook is filtered by its relationship to Customers, the proof of it by the roles."""
    relationships = DEFINITION + "relationships.tmdl"
    copy.plant(relationships, "fromColumn: Outlook.", "isActive: false\n\tfromColumn: Outlook.")
    africa = DEFINITION + "roles/Region Africa.tmdl"
    copy.plant(africa, '{ "auc",', '{ "revenue_actual",')
    own = DEFINITION + "roles/Own regions.tmdl"
    copy.plant(own, "tablePermission Outcomes = FALSE ()", "tablePermission Outcomes = TRUE ()")
    found = security_problems(load(copy), read_regions())
    assert "Outlook: expected_revenue can be read under every role" in found
    assert any(problem.startswith("role Region Africa: Backtest has the rule") for problem in found)
    assert "role Own regions: the rule on Outcomes does not ask who reads" in found
