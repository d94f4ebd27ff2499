// SPDX-License-Identifier: Apache-2.0
/** Tells of alerts in one line of text, and on AWTRIX 3 displays. */
@NullMarked
package io.soribit.notify.display;

import org.jspecify.annotations.NullMarked;
