// SPDX-License-Identifier: Apache-2.0
/** The manual page and the completion of shells, written as the hub is built. */
@NullMarked
package io.soribit.manual;

import org.jspecify.annotations.NullMarked;
