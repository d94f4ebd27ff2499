// SPDX-License-Identifier: Apache-2.0
/** Connections made with Eclipse Paho, MQTT 5 and 3.1.1. */
@NullMarked
package io.soribit.mqtt.paho;

import org.jspecify.annotations.NullMarked;
