// SPDX-License-Identifier: Apache-2.0
/**
 * What plug-ins compile against: the records that travel from a source of audio to a lamp, and the
 * services at each station on the way.
 *
 * <p>Audio is mono or interleaved {@code float} in [-1, 1]. Audio time is counted in sample frames
 * from the start of a stream; wall time is {@link java.time.Instant}. Nothing is null unless it
 * says so.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.soribit.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
