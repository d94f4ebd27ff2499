// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/**
 * A sound that people should be told of.
 *
 * @param id stays the same from start to end
 * @param event what was heard, for the whole house; its phase is the alert's
 * @param urgency as decided by the rules
 */
public record Alert(String id, SoundEvent event, Urgency urgency) {}
