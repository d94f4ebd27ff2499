# SPDX-License-Identifier: Apache-2.0
"""The published table that the study starts from."""

PUBLISHED = {  # form -> (MB, seconds, F1)
    "hdf5": (285.34, 1.1509, 0.890), "float32": (94.75, 0.5975, 0.890),
    "float16": (47.42, 0.5851, 0.8902), "dynamic-range": (24.40, 0.6308, 0.8499),
    "integer": (24.59, 0.6287, 0.2831), "full-integer": (24.59, 0.6303, 0.0001)}
