// SPDX-License-Identifier: Apache-2.0
/** The hub's own MQTT broker: ActiveMQ Artemis in one bundle, MQTT 5 and 3.1.1, on loopback. */
@NullMarked
package io.soribit.broker;

import org.jspecify.annotations.NullMarked;
