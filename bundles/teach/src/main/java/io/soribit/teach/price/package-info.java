// SPDX-License-Identifier: Apache-2.0
/** Which alerts a taught sound would have raised in the last days. */
@NullMarked
package io.soribit.teach.price;

import org.jspecify.annotations.NullMarked;
