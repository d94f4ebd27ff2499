// SPDX-License-Identifier: Apache-2.0
/** Packets of audio with numbers: order, replay, loss; the framing of Soribit with a key. */
@NullMarked
package io.soribit.common.frame;

import org.jspecify.annotations.NullMarked;
