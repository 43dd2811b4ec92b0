"""Data of published worked examples, as their authors print them."""

from __future__ import annotations

import numpy as np

INF = np.inf

# Finkelstein D.M., Wolfe R.A. (1985), A semiparametric model for regression analysis of interval-censored failure
# time data, Biometrics 41:933-945: months to cosmetic deterioration of the breast, in (left, right].
COSMESIS_RADIOTHERAPY = [
    (45, INF), (6, 10), (0, 7), (46, INF), (46, INF), (7, 16), (17, INF), (7, 14), (37, 44), (0, 8), (4, 11),
    (15, INF), (11, 15), (22, INF), (46, INF), (46, INF), (25, 37), (46, INF), (26, 40), (46, INF), (27, 34),
    (36, 44), (46, INF), (36, 48), (37, INF), (40, INF), (17, 25), (46, INF), (11, 18), (38, INF), (5, 12),
    (37, INF), (0, 5), (18, INF), (24, INF), (36, INF), (5, 11), (19, 35), (17, 25), (24, INF), (32, INF),
    (33, INF), (19, 26), (37, INF), (34, INF), (36, INF),
]  # fmt: skip

COSMESIS_WITH_CHEMOTHERAPY = [
    (8, 12), (0, 22), (24, 31), (17, 27), (17, 23), (24, 30), (16, 24), (13, INF), (11, 13), (16, 20), (18, 25),
    (17, 26), (32, INF), (23, INF), (44, 48), (14, 17), (0, 5), (5, 8), (12, 20), (11, INF), (33, 40), (31, INF),
    (13, 39), (19, 32), (34, INF), (13, INF), (16, 24), (35, INF), (15, 22), (11, 17), (22, 32), (10, 35), (30, 34),
    (13, INF), (10, 17), (8, 21), (4, 9), (11, INF), (14, 19), (4, 8), (34, INF), (30, 36), (18, 24), (16, 60),
    (35, 39), (21, INF), (11, 20), (48, INF),
]  # fmt: skip

# Freireich E.J. et al. (1963), Blood 21:699-716, as in Klein J.P., Moeschberger M.L. (2003), Survival Analysis,
# 2nd ed., section 1.2: weeks in remission on 6-MP; True where the relapse was seen.
SIX_MP = [
    (6, True), (6, True), (6, True), (6, False), (7, True), (9, False), (10, True), (10, False), (11, False),
    (13, True), (16, True), (17, False), (19, False), (20, False), (22, True), (23, True), (25, False), (32, False),
    (32, False), (34, False), (35, False),
]  # fmt: skip

# Weil C.S. (1970), Food and Cosmetics Toxicology 8:177-182, as in Rao J.N.K., Scott A.J. (1992), A simple method for
# the analysis of clustered binary data, Biometrics 48:577-585, table 1: pups that survived, of those alive, a litter.
LITTERS_CONTROL = [
    (13, 13), (12, 12), (9, 9), (9, 9), (8, 8), (8, 8), (12, 13), (11, 12), (9, 10), (9, 10), (8, 9), (11, 13), (4, 5),
    (5, 7), (7, 10), (7, 10),
]  # fmt: skip

LITTERS_TREATED = [
    (12, 12), (11, 11), (10, 10), (9, 9), (10, 11), (9, 10), (9, 10), (8, 9), (8, 9), (4, 5), (7, 9), (4, 7), (5, 10),
    (3, 6), (3, 10), (0, 7),
]  # fmt: skip

# Cohen J. (1960), A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20:37-46:
# how often one judge said what stands at the row and the other what stands at the column.
COHEN = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
