"""Reading a full reuse extract: MB of XML per second of one core, and the highest memory. `make bench-xml` (SIZE in MB).

The XML is invented, with the groups in about the shares that the counts of the register give: per entity twelve
activities, an address, two functions, two situations, and 0.8 establishments.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from knipperlicht.core.numbers import check_digits
from knipperlicht.sources.kbo_xml.delivering import deliver
from knipperlicht.synthetic.reuse_xml import entity, extract

DAY = date(2026, 6, 1)
VALID = "<Validity><Begin>2012-03-01</Begin></Validity>"
ACTIVITY = (
    "<Activity><Nacebel>{code}</Nacebel><Type>0</Type><Version>2008</Version><ActivityGroup>003</ActivityGroup>"
    f"{VALID}</Activity>"
)
ADDRESS = (
    "<Addresses><Address><Type>001</Type><AddressCoding><FormatCode>001</FormatCode><Description><StreetName>Teststraat"
    "</StreetName><CommunityName>Kortrijk</CommunityName><Language>2</Language></Description><HouseNbr>12</HouseNbr>"
    f"<PostCode>8500</PostCode><CountryCode>150</CountryCode><NisCode>34022</NisCode>{VALID}</AddressCoding>{VALID}"
    "</Address></Addresses>"
)
NAME = f"<Denominations><Denomination><Type>001</Type><Language>2</Language><Name>Bedrijf</Name>{VALID}</Denomination></Denominations>"


def numbered(index: int) -> int:
    """The index-th invented number with right check digits."""
    return (2_000_000 + index) * 100 + check_digits(2_000_000 + index)


def entities(count: int) -> Iterator[str]:
    """Entities with the groups a real one has."""
    codes = "".join(ACTIVITY.format(code=f"{place:05d}") for place in range(12))
    unread = NAME + ADDRESS + f"<Activities>{codes}</Activities>"
    for index in range(count):
        yield entity(
            numbered(index), start=date(2012, 3, 1), capital=1_860_000, unread=unread,
            functions=[
                {"function": "00001", "holder_name": f"Persoon {index % 9999}, Eerste", "start_date": date(2012, 3, 1)},
                {"function": "00001", "holder": numbered(index // 2), "start_date": date(2020, 5, 1)},
            ],
            situations=[
                {"code": "001", "start_date": date(2012, 3, 1), "end_date": date(2012, 3, 1)},
                {"code": "000", "start_date": date(2012, 3, 1)},
            ],
            years=[{"start_date": date(2012, 3, 1), "end_day": 31, "end_month": 12, "assembly_month": 6}],
            links=[{"parent": numbered(index), "child": 2_000_000_042, "kind": "001", "start_date": date(2012, 3, 1)}],
        )  # fmt: skip


def units(count: int) -> Iterator[str]:
    """Establishments, which make up part of every extract and are not read."""
    codes = "".join(ACTIVITY.format(code=f"{place:05d}") for place in range(12))
    for _ in range(count):
        yield f"<BusinessUnit><Number>2000000042</Number>{VALID}<Status>AC</Status>{NAME}{ADDRESS}<Activities>{codes}</Activities></BusinessUnit>"


def main(megabytes: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "D20260601.xml"
        one = sum(len(piece) for piece in (*entities(1000), *units(800))) / 1000
        count = int(megabytes * 1e6 / one)
        with path.open("w", encoding="utf-8") as file:
            file.writelines(extract(entities(count), day=DAY, units=units(count * 4 // 5)))
        size, before = path.stat().st_size / 1e6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began, cpu, rows = time.perf_counter(), time.process_time(), 0
        for batch in deliver(path, DAY).batches:
            rows += len(batch.rows)
        spent, busy = time.perf_counter() - began, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:.0f} MB, {rows:,} rows: {size / spent:.0f} MB/s of wall time, {size / busy:.0f} MB/s of a core; "
        f"peak {peak:.0f} MiB (start {before:.0f})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
