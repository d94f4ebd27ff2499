// SPDX-License-Identifier: Apache-2.0
/** Flashes Zigbee2MQTT lamps for alerts, safely, and gives them back the state they had. */
@NullMarked
package io.soribit.notify.light;

import org.jspecify.annotations.NullMarked;
