"""The twenty-two sectors of the default world, and which industries each one holds."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Sector:
    """One sector of the default world.

    Attributes:
        code: Three letters, as in every table.
        name: Short English name.
        description: What it holds, in words a customs officer would use.
        isic: Divisions of ISIC revision 4, as the OECD's tables label them.
        goods: Whether its products cross a customs border and can carry a tariff.
    """

    code: str
    name: str
    description: str
    isic: tuple[str, ...]
    goods: bool = True


SECTORS: tuple[Sector, ...] = (
    Sector(
        code="AGR",
        name="Agriculture",
        description="Crops, livestock, forestry and fish, before they are processed",
        isic=("A01", "A02", "A03"),
    ),
    Sector(
        code="ENE",
        name="Energy extraction",
        description="Coal, crude oil and natural gas, liquefied gas included",
        isic=("B05", "B06"),
    ),
    Sector(
        code="MIN",
        name="Mining",
        description="Metal ores, stone, salt, other minerals, and services to mines and wells",
        isic=("B07", "B08", "B09"),
    ),
    Sector(
        code="FOO",
        name="Food",
        description="Processed food, rice, meat, drinks and tobacco",
        isic=("C10", "C11", "C12"),
    ),
    Sector(
        code="TEX",
        name="Textiles and apparel",
        description="Yarn, cloth, garments, home textiles, leather and shoes",
        isic=("C13", "C14", "C15"),
    ),
    Sector(
        code="WOO",
        name="Wood",
        description="Sawn wood, panels and wood products other than furniture",
        isic=("C16",),
    ),
    Sector(
        code="PAP",
        name="Paper",
        description="Pulp, paper, packaging and printing",
        isic=("C17", "C18"),
    ),
    Sector(
        code="PET",
        name="Refined petroleum",
        description="Refined oil products and coke",
        isic=("C19",),
    ),
    Sector(
        code="CHM",
        name="Chemicals",
        description="Basic and speciality chemicals, fertiliser and plastics in primary form",
        isic=("C20",),
    ),
    Sector(
        code="PHA",
        name="Pharmaceuticals",
        description="Medicines and their active ingredients",
        isic=("C21",),
    ),
    Sector(
        code="RUB",
        name="Rubber and plastics",
        description="Tyres and articles of rubber and plastic",
        isic=("C22",),
    ),
    Sector(
        code="NMM",
        name="Mineral products",
        description="Glass, ceramics, cement and stone products",
        isic=("C23",),
    ),
    Sector(
        code="FER",
        name="Iron and steel",
        description="Iron and steel in primary and rolled forms, castings included",
        isic=("C24A",),
    ),
    Sector(
        code="NFM",
        name="Non-ferrous metals",
        description="Aluminium, copper, nickel, precious and other metals",
        isic=("C24B",),
    ),
    Sector(
        code="FAB",
        name="Metal products",
        description="Fabricated metal: structures, tools, cutlery, arms",
        isic=("C25",),
    ),
    Sector(
        code="ELE",
        name="Electronics",
        description="Computers, telephones, chips, optical and surgical instruments",
        isic=("C26",),
    ),
    Sector(
        code="EEQ",
        name="Electrical equipment",
        description="Motors, batteries, cables, lighting and household appliances",
        isic=("C27",),
    ),
    Sector(
        code="MAC",
        name="Machinery",
        description="Machinery for industry, farming, mining and building",
        isic=("C28",),
    ),
    Sector(
        code="AUT",
        name="Motor vehicles",
        description="Cars, lorries, buses and their parts",
        isic=("C29",),
    ),
    Sector(
        code="OTR",
        name="Other transport equipment",
        description="Ships, aircraft, trains, motorcycles and bicycles",
        isic=("C30",),
    ),
    Sector(
        code="OMF",
        name="Other manufacturing",
        description="Furniture, jewellery, sports goods, toys, medical supplies and repair",
        isic=("C31", "C32", "C33"),
    ),
    Sector(
        code="SVC",
        name="Services",
        description="Everything else: power, water, building, trade, transport, finance, public",
        isic=tuple("DEFGHIJKLMNOPQRST"),
        goods=False,
    ),
)

SECTOR_CODES: tuple[str, ...] = tuple(sector.code for sector in SECTORS)
SERVICES: tuple[str, ...] = tuple(sector.code for sector in SECTORS if not sector.goods)
