// SPDX-License-Identifier: Apache-2.0
/**
 * Time that no clock setting moves. Waits, durations, expiry and ages are computed from an injected
 * {@link io.soribit.common.time.MonotonicClock}; a {@link java.time.Clock} is asked only for the
 * time that people are shown.
 */
@NullMarked
package io.soribit.common.time;

import org.jspecify.annotations.NullMarked;
