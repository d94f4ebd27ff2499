# SPDX-License-Identifier: Apache-2.0
"""How Soribit learns to hear: data, features, training, conversion, evaluation, the study."""
