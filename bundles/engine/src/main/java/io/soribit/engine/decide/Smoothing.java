// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

/** How the scores of successive windows become one. */
public enum Smoothing {
    NONE,
    MEAN,
    MEDIAN
}
