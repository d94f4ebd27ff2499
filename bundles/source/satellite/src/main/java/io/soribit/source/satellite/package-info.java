// SPDX-License-Identifier: Apache-2.0
/** Rooms of satellites: what the house takes of them, and what a satellite says of itself. */
@NullMarked
package io.soribit.source.satellite;

import org.jspecify.annotations.NullMarked;
