// SPDX-License-Identifier: Apache-2.0
/** Fusion: what several sources or rooms hear at once is one event. */
@NullMarked
package io.soribit.engine.house;

import org.jspecify.annotations.NullMarked;
