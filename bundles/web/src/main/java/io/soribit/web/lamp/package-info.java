// SPDX-License-Identifier: Apache-2.0
/** Lamps and simulated displays as the page draws them: their state is read from MQTT messages. */
@NullMarked
package io.soribit.web.lamp;

import org.jspecify.annotations.NullMarked;
