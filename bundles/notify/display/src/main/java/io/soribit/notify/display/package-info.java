// SPDX-License-Identifier: Apache-2.0
/** Publishes alerts as one line of text. */
@NullMarked
package io.soribit.notify.display;

import org.jspecify.annotations.NullMarked;
