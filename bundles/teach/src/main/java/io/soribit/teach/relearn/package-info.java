// SPDX-License-Identifier: Apache-2.0
/** Learns taught sounds anew when the model in charge has another trunk. */
@NullMarked
package io.soribit.teach.relearn;

import org.jspecify.annotations.NullMarked;
