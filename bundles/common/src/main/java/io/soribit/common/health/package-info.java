// SPDX-License-Identifier: Apache-2.0
/** What the checks of the running hub say. */
@NullMarked
package io.soribit.common.health;

import org.jspecify.annotations.NullMarked;
