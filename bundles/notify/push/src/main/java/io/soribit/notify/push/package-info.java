// SPDX-License-Identifier: Apache-2.0
/** Sends alerts to phones, by ntfy, and to other programs, by a signed webhook. */
@NullMarked
package io.soribit.notify.push;

import org.jspecify.annotations.NullMarked;
