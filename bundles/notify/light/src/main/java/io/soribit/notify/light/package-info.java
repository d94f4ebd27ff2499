// SPDX-License-Identifier: Apache-2.0
/** Flashes lamps of several makers for alerts, safely, and gives them back the state they had. */
@NullMarked
package io.soribit.notify.light;

import org.jspecify.annotations.NullMarked;
