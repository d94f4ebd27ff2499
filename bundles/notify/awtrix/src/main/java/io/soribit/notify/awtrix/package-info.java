// SPDX-License-Identifier: Apache-2.0
/** Shows alerts on AWTRIX 3 displays. */
@NullMarked
package io.soribit.notify.awtrix;

import org.jspecify.annotations.NullMarked;
