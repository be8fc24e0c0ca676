"""How far the failure of a firm spreads through a network of sales: the Economic Systemic Risk Index.

Source: C. Diem, A. Borsos, T. Reisch, J. Kertész, S. Thurner, "Quantifying firm-level economic systemic risk from
nation-wide supply networks", Scientific Reports 12:7719 (2022), doi:10.1038/s41598-022-11522-z, and the authors' R
packages GLcascade and fastcascade 0.9.3.1, whose results this reproduces. Code and wording here are our own.

W[i, j] is what firm i sells to firm j, p_i the sector of firm i, E[k, l] the essentiality of inputs from sector k for
firms of sector l: 2 essential, 1 non-essential, 0 not relevant. Out-strength s_i = Σ_j W[i, j], in-strength
s_j^in = Σ_i W[i, j]. The shock leaves firm i the share ψ_i = 1 − shock_i of its capacity.

Impact matrices (what part of its production a firm loses if the other is gone altogether):

    Λd[i, j] = W[i, j] / Σ_{l: p_l = p_i} W[l, j]   where E[p_i, p_j] = 2
             = W[i, j] / s_j^in                     where E[p_i, p_j] = 1 (of all inputs, whatever their class)
             = 0                                    where E[p_i, p_j] = 0
    Λu[i, j] = W[i, j] / s_i

Replaceability of firm i, by what its market (by default its sector) still makes:

    σ_i(t) = min(1, s_i / Σ_{l on the market of i} s_l · hd_l(t)),   1 where nothing is left on the market

Recursion, all firms at once, from hd(0) = hu(0) = ψ:

    hd_j(t+1) = max(0, min(ψ_j, min over sectors k essential for j of 1 − Σ_{i: p_i = k} σ_i(t) Λd[i, j] (1 − hd_i(t)),
                                1 − Σ_{i: E[p_i, p_j] = 1} σ_i(t) Λd[i, j] (1 − hd_i(t))))
    hu_i(t+1) = max(0, min(ψ_i, 1 − Σ_j Λu[i, j] (1 − hu_j(t))))

until the step in which no hd and no hu falls by more than eps; what that step gives is the result, at T, and both go on
until neither falls. h_i = min(hd_i, hu_i), and

    ESRI = Σ_i s_i / Σ_l s_l · (1 − h_i)        score_down and score_up: the same with hd and hu alone.

Where the paper and the packages leave a choice:

- The packages take the sectors for market shares as an argument of their own (`p_market`), finer or coarser than the
  sectors of the inputs; so does `market` here. Without it they have σ = 1; here, as in the paper, the market is the
  sector. σ = 1 for all is had by a market of its own for each firm: `market=range(n)`.
- Where a whole market has failed the packages divide by 1, so that σ depends on the unit of the weights where s_i < 1.
  The formula's limit is taken instead: σ = 1. Nothing else differs.
- A firm without inputs is hit by nobody downstream, one without buyers by nobody upstream (as in the packages).
- A firm's sales to itself stay in, as input, sales and impact alike (as in the packages, which do not look at the
  diagonal): what it cannot deliver, it lacks. Set the diagonal to zero to leave them out.
- Weights are all sales that the model knows. Final demand is a firm of its own, or left out; the correction by revenue
  and costs that the packages offer is not here.

`eps` and `steps` are part of a result: 0.01, as in the paper, means that losses below one per cent of a firm's
production no longer keep the cascade going, and what is told lost lies below the fixed point. At the fixed point (a
small eps) a larger shock never loses less; with a large eps it may end a step earlier and leave out a last small loss.

For many cascades on one network `prepare` it once, then `follow` each shock or `score_firms`. Weights that nobody
stated are sampled by `cascade_scenarios`.
"""

from graphkit.analysis.systemic.esri import Cascade, cascade, follow
from graphkit.analysis.systemic.network import Network, prepare
from graphkit.analysis.systemic.scenarios import ScenarioBand, ScenarioCascade, cascade_scenarios
from graphkit.analysis.systemic.scores import FirmScore, Scores, cascade_all, score_firms
from graphkit.analysis.systemic.weights import ScenarioWeights, scenario_weights

__all__ = [
    "Cascade",
    "FirmScore",
    "Network",
    "ScenarioBand",
    "ScenarioCascade",
    "ScenarioWeights",
    "Scores",
    "cascade",
    "cascade_all",
    "cascade_scenarios",
    "follow",
    "prepare",
    "scenario_weights",
    "score_firms",
]
