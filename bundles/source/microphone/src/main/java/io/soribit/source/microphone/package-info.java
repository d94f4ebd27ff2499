// SPDX-License-Identifier: Apache-2.0
/** Hears through the sound cards of this machine. */
@NullMarked
package io.soribit.source.microphone;

import org.jspecify.annotations.NullMarked;
