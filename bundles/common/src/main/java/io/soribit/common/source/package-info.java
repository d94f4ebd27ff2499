// SPDX-License-Identifier: Apache-2.0
/** What configured sources have in common. */
@NullMarked
package io.soribit.common.source;

import org.jspecify.annotations.NullMarked;
