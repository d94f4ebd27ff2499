// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** What else it might have been: a sound and its score in [0, 1]. */
public record Alternative(Sound sound, float score) {}
