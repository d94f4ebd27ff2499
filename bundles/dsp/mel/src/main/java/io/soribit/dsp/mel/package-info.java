// SPDX-License-Identifier: Apache-2.0
/**
 * The front ends {@code log-mel} and {@code waveform}: audio of any rate to overlapping windows of
 * features. Only the two components depend on OSGi.
 */
@NullMarked
package io.soribit.dsp.mel;

import org.jspecify.annotations.NullMarked;
