// SPDX-License-Identifier: Apache-2.0
/** Users of the hub's own MQTT broker: their passwords, and the topics that they may use. */
@NullMarked
package io.soribit.broker.users;

import org.jspecify.annotations.NullMarked;
