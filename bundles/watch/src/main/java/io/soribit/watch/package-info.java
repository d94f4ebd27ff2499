// SPDX-License-Identifier: Apache-2.0
/** Tells people when a room is not heard any more: they cannot notice it themselves. */
@NullMarked
package io.soribit.watch;

import org.jspecify.annotations.NullMarked;
