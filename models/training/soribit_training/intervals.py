# SPDX-License-Identifier: Apache-2.0
"""95 % confidence intervals of what is counted: shares, rates, and figures over evenings."""
import numpy as np

Z = 1.959964


def wilson(hits, tries):
    """Wilson's score interval (1927) of hits / tries; (0, 1) if nothing was tried."""
    if tries == 0:
        return 0.0, 1.0
    share, z2 = hits / tries, Z * Z
    middle = (share + z2 / (2 * tries)) / (1 + z2 / tries)
    half = Z / (1 + z2 / tries) * np.sqrt(share * (1 - share) / tries + z2 / (4 * tries ** 2))
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def poisson(count, exposure):
    """The exact (Garwood 1936) interval of a rate: `count` events in `exposure` hours."""
    from scipy.stats import chi2

    low = chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
    return float(low / exposure), float(chi2.ppf(0.975, 2 * count + 2) / 2 / exposure)


def bootstrap(figure, groups, draws=1000, seed=0):
    """Percentile interval of figure(list of groups), the groups drawn with replacement.

    Draws for which the figure is not finite are left out; (nan, nan) if all are.
    """
    rng, groups = np.random.default_rng(seed), list(groups)
    values = [figure([groups[i] for i in rng.integers(len(groups), size=len(groups))])
              for _ in range(draws)]
    values = [v for v in values if np.isfinite(v)]
    if not values:
        return float("nan"), float("nan")
    return tuple(float(v) for v in np.percentile(values, [2.5, 97.5]))
