// SPDX-License-Identifier: Apache-2.0
/** Lends the microphones of phones and tablets to the hub. */
@NullMarked
package io.soribit.web.microphone;

import org.jspecify.annotations.NullMarked;
