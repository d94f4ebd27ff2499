// SPDX-License-Identifier: Apache-2.0
/** Recordings through the same pipeline, as fast as possible. */
@NullMarked
package io.soribit.engine.recording;

import org.jspecify.annotations.NullMarked;
