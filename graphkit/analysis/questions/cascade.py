"""How far the failure of a firm spreads through sales: the Economic Systemic Risk Index, over sampled weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.groups import is_line, item_of, maker_of
from graphkit.analysis.groups.sales import FINAL, Sales, sales
from graphkit.analysis.propagation import Group, disruption
from graphkit.analysis.questions.common import closed_world, gaps_told, of_the_graph
from graphkit.analysis.strikes import Strike, union
from graphkit.analysis.study import Study
from graphkit.analysis.systemic import ScenarioBand, ScenarioCascade, cascade_scenarios
from graphkit.errors import AnalysisError
from graphkit.values.table import Table

#: Quantiles of the band: least, middle, most.
QUANTILES = (0.05, 0.5, 0.95)
_COLUMNS = (
    "node", "name", "type", "score", "score_low", "score_high", "score_down", "score_up", "rank_best", "rank_worst",
    "lines", "claims",
)  # fmt: skip
#: Decimals of a score: more would be noise of the samples.
_DECIMALS = 4
#: Roles by which a strike reaches lines at once: firm, sites, parts, lines.
_OWN = ("maker", "item", "run by", "part of", "made at")
_SHADES = ("#D55E00", "#E69F00", "#F0E442")


def answer(
    study: Study, strikes: Sequence[Strike] = (), eps: float = 0.01, samples: int = 200, seed: int = 0,
    by_stage: bool = False,
) -> Answer:  # fmt: skip
    """A row for each firm that fails alone, or one for all `strikes` at once: the share of all sales that is lost.

    Parameters
    ----------
    eps, samples, seed
        As in `cascade_scenarios`; they belong to the result.
    by_stage
        Sectors are stages of the chain, in place of items: what stands at one stage replaces one another.

    Raises
    ------
    AnalysisError
        If no sale is known, nothing that is struck sells or buys, or a number is out of its bounds.
    """
    sold = sales(study, by_stage)
    if not sold.known:
        raise AnalysisError("no maker of anything is known, so there are no sales to lose", "graphkit analyze gaps")
    shocks = _strike(study, sold, strikes) if strikes else _alone(sold)
    known: dict[Any, Any] = dict(sold.known)
    sector: dict[Any, Any] = dict(sold.sector)
    market: dict[Any, Any] = dict(sold.market)
    found = cascade_scenarios(
        known, sector, sold.essentiality, shocks, market=market, samples=samples, seed=seed,
        quantiles=QUANTILES, eps=eps, workers=1,
    )  # fmt: skip
    rows = [_row(study, sold, band, shocks[band.name], alone=not strikes) for band in found.bands]
    what = f"without {' and '.join(s.text for s in strikes)}" if strikes else "if each firm fails, one at a time"
    return Answer(
        "cascade",
        f"What share of all sales is lost {what}",
        Table.of(_COLUMNS, rows, "Economic Systemic Risk Index, the most first"),
        asked={
            "shock": [s.text for s in strikes] or "each firm alone", "struck": sorted(union(strikes)),
            "eps": found.eps, "steps": list(found.steps), "samples": found.samples, "seed": found.seed,
            "quantiles": list(found.quantiles), "tau": found.tau, "sector": "stage" if by_stage else "item",
        },
        bounds=_bounds(found, bool(strikes)),
        gaps=_gaps(study, sold, found),
        assumed=(
            *(line for s in strikes for line in s.assumed), *_assumed(study, sold, found, shocks), *of_the_graph(study)
        ),
        claims=all_claims(*sold.claims.values(), *(s.claims for s in strikes)),
        scenario=found.scenario,
        for_machines=() if strikes else ("lines", "claims"),
        marks=_marks(study, rows),
    )  # fmt: skip


def _alone(sold: Sales) -> dict[Any, dict[Any, float]]:
    """Each firm with all its lines."""
    out: dict[Any, dict[Any, float]] = {}
    for node, firm in sold.owner.items():
        if node != FINAL:
            out.setdefault(firm, {})[node] = 1.0
    return dict(sorted(out.items()))


def _strike(study: Study, sold: Sales, strikes: Sequence[Strike]) -> dict[Any, dict[Any, float]]:
    """One shock: each line with the part of its sites that is struck; sites of one line count as equal parts."""
    own = {
        node: [Group(g["material"], tuple(g["suppliers"]), True, True) for g in groups if g["role"] in _OWN]
        for node, groups in study.inputs.items()
    }
    struck = {str(n) for n in disruption(own, union(strikes)).stopped}
    shock: dict[Any, float] = {}
    for node in sold.owner:
        if lost := 1.0 if {node, maker_of(node)} & struck else _part(study, node, struck):
            shock[node] = lost
    if not shock:
        raise AnalysisError(
            f"{' and '.join(s.text for s in strikes)}: no firm that is struck is known to sell or to buy anything",
            "graphkit analyze disruption tells what else would stop",
        )
    return {" and ".join(s.text for s in strikes): shock}


def _part(study: Study, node: str, struck: set[str]) -> float:
    """The part of a firm's line that is struck: of the sites that make the item, as many as they are of all known."""
    if not is_line(node):
        return 0.0
    sites = [
        line for line in study.inputs
        if is_line(line) and item_of(line) == item_of(node) and study.kind(maker_of(line)) == "Site"
        and maker_of(node) in study.firms(line)
    ]  # fmt: skip
    return sum(line in struck for line in sites) / len(sites) if sites else 0.0


def _row(study: Study, sold: Sales, band: ScenarioBand, shock: Mapping[Any, float], alone: bool) -> tuple[Any, ...]:
    low, middle, high = (round(s, _DECIMALS) for s in band.score)
    node = str(band.name) if alone else ""
    claims = list(all_claims(*(sold.claims.get(n, ()) for n in shock)))
    return (
        node, study.name(node) if alone else str(band.name), study.kind(node) if alone else "Strike",
        middle, low, high, round(band.score_down[1], _DECIMALS), round(band.score_up[1], _DECIMALS),
        *(band.rank if alone else (None, None)), study.names(shock), claims,
    )  # fmt: skip


def _bounds(found: ScenarioCascade, struck: bool) -> tuple[str, ...]:
    steps = f"{found.steps[0]} to {found.steps[1]}" if found.steps[0] != found.steps[1] else str(found.steps[0])
    out = [
        "score: the share of all sales lost, by the worse of both directions for each line; score_down: by inputs that "
        "fail to come, score_up: by buyers that are gone",
        f"score, score_down and score_up are medians of {_many(found.samples, 'sample')} of weights, score_low and "
        f"score_high the {found.quantiles[0]:.0%} and {found.quantiles[-1]:.0%} quantiles; the band shows what unknown "
        "shares do, and not what else is not known",
        f"eps {found.eps:g} (smaller losses are not followed), {steps} steps, {_many(found.samples, 'sample')}, "
        f"seed {found.seed}: part of the result",
    ]
    if not struck:
        tau = "no order to compare"
        if found.tau is not None:
            tau = f"Kendall's tau {found.tau:.2f} between a sample and the medians"
        out.append(f"stability of ranks: {tau} (1: always the same order); rank_best, rank_worst: over all samples")
    if found.scenario:
        out.append("a scenario: no source states what these firms sell to each other, so a score is no measurement")
    return tuple(out)


def _assumed(study: Study, sold: Sales, found: ScenarioCascade, shocks: Mapping[Any, Mapping[Any, float]]) -> list[str]:
    weights = found.weights
    needs = len(sold.known) - len(weights.gaps)
    out = [
        f"each need of one line, and each item that goes to final demand, amounts to one unit of sales: of {needs} "
        "none is stated",
        "each list of suppliers is taken as whole, and a supplier alone in it delivers all",
        "a line is replaced only by lines of the same market, as far as their sales go, and at once",
    ]
    if unknown := _sampled(sold):
        out.append(
            f"the shares of several suppliers in {_many(len(unknown), 'need')} are not known: they are sampled, every "
            "split that fits equally likely"
        )
    if sold.final:
        out.append(
            f"what no known need takes goes to final demand, which never fails: {_many(len(sold.final), 'item')}"
        )
    if partly := [n for shock in shocks.values() for n, lost in shock.items() if lost < 1]:
        out.append(f"sites of one line count as equal parts of it: {', '.join(study.names(partly))}")
    for count, text in (
        (
            sold.ranges,
            "shares that are stated as a range count with their middle, or their least where that is too much",
        ),
        (sold.disagreeing, "shares that differ between needs of one line count as unknown"),
        (sold.by_output, "shares are those that makers have of all that is made"),
        (len(weights.scaled), "needs whose stated shares are not the whole: they are scaled to it"),
        (len(weights.nothing_left), "needs whose stated shares leave nothing to suppliers of unknown share"),
    ):
        if count:
            out.append(f"{count} {text}")
    return [*out, *closed_world(study, sold.unsaid, ())]


def _many(count: int, one: str) -> str:
    return f"{count} {one}{'s' if count != 1 else ''}"


def _sampled(sold: Sales) -> list[tuple[str, str]]:
    """The needs with several suppliers of which no source tells the share."""
    return [pair for pair, own in sold.known.items() if sum(share is None for share in own.values()) > 1]


def _gaps(study: Study, sold: Sales, found: ScenarioCascade) -> Table:
    rows = {
        (n, study.name(n), item, f"who makes it: its need of {study.material(item)} is left out")
        for n, item in sold.unmade
    }
    rows |= {
        (str(n), study.name(str(n)), str(item), f"who supplies {study.material(str(item))}")
        for n, item in found.weights.gaps
    }
    rows |= {
        (n, study.name(n), item, f"the shares of its suppliers of {study.material(item)}")
        for n, item in _sampled(sold) if n != FINAL
    }  # fmt: skip
    return gaps_told(rows)


def _marks(study: Study, rows: Sequence[tuple[Any, ...]]) -> dict[str, Mark]:
    """Firms by their median score, against the greatest one."""
    most = max((row[3] for row in rows), default=0.0)
    words = ("at least two thirds of the greatest score", "at least one third", "less")
    out = {}
    for row in rows:
        if row[0] in study.graph.entities and row[3]:
            shade = 0 if row[3] >= most * 2 / 3 else 1 if row[3] >= most / 3 else 2
            out[row[0]] = Mark(words[shade], _SHADES[shade])
    return out
