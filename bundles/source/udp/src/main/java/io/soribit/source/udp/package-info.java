// SPDX-License-Identifier: Apache-2.0
/** Hears boards that send RTP, or frames with a key, over UDP. */
@NullMarked
package io.soribit.source.udp;

import org.jspecify.annotations.NullMarked;
