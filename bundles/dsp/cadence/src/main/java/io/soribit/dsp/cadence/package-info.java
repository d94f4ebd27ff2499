// SPDX-License-Identifier: Apache-2.0
/**
 * What needs no model: the standard signals of smoke and carbon monoxide alarms, known by their
 * timing, and sudden loud sounds. Only the two components know of OSGi.
 */
@NullMarked
package io.soribit.dsp.cadence;

import org.jspecify.annotations.NullMarked;
