"""Row counts of KBO Open Data extract 0140 (04-10-2025), the measure for every ratio here.

Source: analysis of that extract in the open NewAgeKBO project. Shares that no source gives are own estimates.
"""

from __future__ import annotations

ENTERPRISES = 1_938_238
NATURAL_PERSONS = 776_298
ESTABLISHMENTS = 1_672_490
BRANCHES = 7_325
DENOMINATIONS = 3_309_907
CONTACTS = 691_157
ACTIVITIES = 36_306_368
ACTIVITIES_BY_VERSION = {"2003": 2_330_000, "2008": 16_650_000, "2025": 17_330_000}
MAIN_ACTIVITIES = 29_200_000
VAT_ENTITIES = 1_221_516
EMPLOYER_ENTITIES = 582_605

# Names beside the one each entity has.
SHOP_NAMES = 0.668  # of establishments
ABBREVIATIONS = 0.126  # of legal persons
TRADE_NAMES = 0.073  # of legal persons
SECOND_NAMES = 0.28  # of legal persons in bilingual places

# Mean activities per entity that has any, before they are written once for each NACE version.
VAT_MEAN = 3.3
LIST_MEAN = 8.0
LIST_SPREAD = 1.15  # sigma of the lognormal: a few establishments carry hundreds of codes
LIST_LIMIT = 420
WITH_LIST = 0.97  # of establishments
EMPLOYERS = 0.131  # of enterprises
EMPLOYING_ESTABLISHMENTS = 0.197

# Monthly rates of ordinary change, of the entities of that kind (own estimates after public yearly figures).
FOUNDATIONS = 0.0060
PERSON_DEPARTURES = 0.0056
COMPANY_DEPARTURES = 0.0027
BANKRUPTCIES = 0.0008
BANKRUPTCY_CLOSED = 0.055
LIQUIDATIONS = 0.0006
LIQUIDATION_CLOSED = 0.075
JUDICIAL_DISSOLUTIONS = 0.0002
MERGERS = 0.0002
REORGANISATIONS = 0.00004
SEAT_MOVES = 0.0040
NAME_CHANGES = 0.0010
FORM_CHANGES = 0.0012
ACTIVITY_CHANGES = 0.0050
CONTACT_CHANGES = 0.012  # of entities with a contact
FIRST_CONTACTS = 0.0004  # of enterprises without
EMPLOYER_CHANGES = 0.0020
OPENINGS = 0.0022
CLOSINGS = 0.0022
ESTABLISHMENT_ACTIVITY_CHANGES = 0.0040
ESTABLISHMENT_MOVES = 0.0006
STRIKE_OFFS = 0.00008
