// SPDX-License-Identifier: Apache-2.0
/** Tells of alerts on phones, by ntfy, and to other programs, by a signed webhook. */
@NullMarked
package io.soribit.notify.push;

import org.jspecify.annotations.NullMarked;
