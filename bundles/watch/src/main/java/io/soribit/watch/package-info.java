// SPDX-License-Identifier: Apache-2.0
/** Raises an alert when a room is not heard any more: deaf people cannot notice it themselves. */
@NullMarked
package io.soribit.watch;

import org.jspecify.annotations.NullMarked;
