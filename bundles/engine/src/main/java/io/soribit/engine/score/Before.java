// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import org.jspecify.annotations.Nullable;

/**
 * What was chosen before the last change.
 *
 * @param room null for the house
 * @param joined as in {@link ModelSettings#with}
 */
public record Before(@Nullable String room, String joined) {}
