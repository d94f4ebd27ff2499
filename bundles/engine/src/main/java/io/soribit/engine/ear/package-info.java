// SPDX-License-Identifier: Apache-2.0
/** Ears: reads each source on a thread of its own, and keeps its last half minute. */
@NullMarked
package io.soribit.engine.ear;

import org.jspecify.annotations.NullMarked;
