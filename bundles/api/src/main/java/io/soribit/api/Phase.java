// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** Where in its life an event is. */
public enum Phase {
    START,
    UPDATE,
    END
}
