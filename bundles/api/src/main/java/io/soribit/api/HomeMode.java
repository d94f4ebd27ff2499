// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** What the people of the house are doing, as far as it matters to how they are told. */
public enum HomeMode {
    /** They are at home and awake. */
    HOME,
    /** They sleep. */
    SLEEP,
    /** Nobody is at home. */
    AWAY
}
