"""Logistic regression with a Gaussian prior: fits weights to stories, from nothing or on top of what is known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Doubles = NDArray[np.float64]
_FLAT = 1e-4  # the gradient at which the search ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Weights and bias of one label, in log odds."""

    weights: Doubles
    bias: float


def fit(
    features: csr_matrix,
    truth: NDArray[np.bool_],
    importance: Doubles,
    *,
    mean: Doubles,
    precision: Doubles,
    bias: float = 0.0,
    bias_precision: float = 1e-3,
    offset: Doubles | float = 0.0,
) -> Fitted:
    """The most probable weights for stories (rows of `features`), their truth and how much each of them counts,
    where each weight was `mean` with a precision (one over its variance) before they were seen. `offset` are log odds
    that each story has anyhow."""
    signs = np.where(truth, 1.0, -1.0)
    centre = np.append(mean, bias)
    tightness = np.append(precision, bias_precision)

    def cost(point: Doubles) -> tuple[float, Doubles]:
        margins = signs * (features @ point[:-1] + point[-1] + offset)
        distance = point - centre
        value = float(importance @ np.logaddexp(0.0, -margins) + 0.5 * (tightness * distance) @ distance)
        pull = -importance * signs * expit(-margins)
        slope = np.append(features.T @ pull, pull.sum()) + tightness * distance
        return value, slope

    best = minimize(cost, centre, jac=True, method="L-BFGS-B", options={"maxiter": 500, "gtol": _FLAT}).x
    return Fitted(weights=best[:-1], bias=float(best[-1]))


def expit(values: Doubles) -> Doubles:
    """Probabilities of log odds."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * values)))


def calibration(log_odds: Doubles, truth: NDArray[np.bool_], importance: Doubles) -> tuple[float, float]:
    """Slope and intercept that make probabilities of the log odds of stories that were not learnt from (Platt 1999)."""
    column = csr_matrix(log_odds[:, None])
    found = fit(column, truth, importance, mean=np.ones(1), precision=np.full(1, 1e-2), bias_precision=1e-2)
    return float(found.weights[0]), found.bias
