// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

/** What a member does about a source. */
public enum Part {
    /** Audio comes, and is scored. */
    HEARS,
    /** It has tried, and no audio comes, or none is scored. */
    FAILS,
    /** Another member hears it, or it is only about to be opened. */
    RESTS
}
