// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import org.jspecify.annotations.Nullable;

/**
 * What was chosen before the last change.
 *
 * @param room null for the house
 * @param joined as in {@link ModelSettings#with}
 */
public record PreviousModel(@Nullable String room, String joined) {}
