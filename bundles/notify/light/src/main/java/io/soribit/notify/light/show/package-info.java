// SPDX-License-Identifier: Apache-2.0
/** Flash patterns and their timing. */
@NullMarked
package io.soribit.notify.light.show;

import org.jspecify.annotations.NullMarked;
