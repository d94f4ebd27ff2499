// SPDX-License-Identifier: Apache-2.0
/** Rooms as interfaces to other systems show them: their topics, ids and health. */
@NullMarked
package io.soribit.common.room;

import org.jspecify.annotations.NullMarked;
