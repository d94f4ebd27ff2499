// SPDX-License-Identifier: Apache-2.0
/** Kinds of lamps, their protocols, and how they are discovered. */
@NullMarked
package io.soribit.notify.light.lamp;

import org.jspecify.annotations.NullMarked;
