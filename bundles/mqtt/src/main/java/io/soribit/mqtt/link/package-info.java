// SPDX-License-Identifier: Apache-2.0
/** The link to a broker: connect, reconnect, outbox, subscriptions. Knows no MQTT library. */
@NullMarked
package io.soribit.mqtt.link;

import org.jspecify.annotations.NullMarked;
