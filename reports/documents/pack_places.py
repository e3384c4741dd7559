"""Places in the ZIP of a pack: Chinese whatever the language, like the papers in it."""

from reports.models import ItemKind

AGREEMENTS, SUMMARIES = "1协议", "2总结"
TABLES = {
    ItemKind.STAYS: "挂职任教名单",
    ItemKind.DONATIONS: "捐赠登记",
    ItemKind.EVIDENCE: "佐证材料目录",
    ItemKind.LEDGER: "工作台账",
}
