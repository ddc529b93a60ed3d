"""Page, Word, Excel and PDF say the same figures, whatever they are."""

from hypothesis import HealthCheck, Phase, given, settings

from tasks.reports.bars import WIDTH
from tasks.reports.document import ReportDoc
from tests.tasks.reports import reporting
from tests.tasks.reports.reporting import figures, reports, squeezed


def expected(report: ReportDoc) -> list[str]:
    """The sentences of figures in the order of the report."""
    said = list(report.overview[-1:])
    for chapter in report.chapters:
        said.append(chapter.figures.sentence)
        for demand in chapter.requirements:
            said += [demand.figures.sentence] if demand.directive is not None and demand.answer.startswith("列入清单") else []
            said += [item.figures.sentence for item in demand.items]
    return said


def from_sheets(sheets: dict) -> list[str]:
    """The same sentences made from the numbers of the Excel file."""
    summary, demands, items = sheets["总表"], sheets["各项要求"], sheets["清单事项"]
    said = [figures(summary[-1]).sentence] if summary[-1][0] == "合计" else []
    for row in (row for row in summary if row[0] != "合计"):
        said.append(figures(row).sentence)
        chapter = row[0].partition("、")[2]
        for demand in (one for one in demands if one[0] == chapter):
            own = [one for one in items if one[:2] == demand[:2]]
            said += [figures(demand).sentence] if demand[4] > 1 else []
            said += [figures(one).sentence for one in own]
    return said


# Shrinking would set some hundred papers.
@settings(max_examples=3, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(report=reports())
def test_four_forms_say_the_same_figures(report):
    page, word, pdf = reporting.page(report), reporting.word(report), reporting.pdf(report)
    sheets = reporting.book(report)
    whole = expected(report)
    assert page.sentences == word.sentences == pdf.sentences == whole
    assert from_sheets({name: [r for r in rows if r[0]] for name, rows in sheets.items()}) == whole

    table = [[title, *(str(number) for _, number in cells)] for title, cells in report.table]
    assert page.table == word.table == table
    assert all("".join(row) in pdf.text for row in map(lambda row: [squeezed(cell) for cell in row], table))
    assert [[str(cell) for cell in row[:-2]] for row in sheets["总表"] if row[0]] == table

    for system in (one for chapter in report.chapters for demand in chapter.requirements for one in demand.systems):
        assert (
            squeezed(system.sentence) in page.text
            and squeezed(system.sentence) in word.text
            and squeezed(system.sentence) in pdf.text
        )
        for label, numbers in system.table:
            row = "".join([label, *map(str, numbers)])
            assert row in page.text and row in word.text and row in pdf.text
    measured = [(row[1], row[2], row[3], row[4], row[5]) for row in sheets["制度落实"] if row[4] is not None]
    assert measured == [
        (demand.title, name, label, number, measure)
        for chapter in report.chapters
        for demand in chapter.requirements
        for system in demand.systems
        for name, label, number, measure in (
            *((system.name, one.label, one.number, one.measure) for one in system.measures),
            *(
                (system.name, f"{tag}：{head}", n, "项次")
                for tag, ns in system.table
                for head, n in zip(system.head, ns, strict=True)
            ),
        )
    ]

    for bar in (bar for chart in report.charts for bar in chart.bars):
        assert sum(part.width for part in bar.segments) == WIDTH
        assert squeezed(bar.said) in page.text and squeezed(bar.said) in word.text and squeezed(bar.said) in pdf.text
    units = {row[0]: figures(row) for row in sheets["各单位"] if row[0] and row[0] != "没有内容。"}
    assert units == dict(report.parts.units)
    assert len([row for row in sheets["明细"] if row[1]]) == sum(len(item.given) for item in report.given)
