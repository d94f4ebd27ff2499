// SPDX-License-Identifier: Apache-2.0
/** The hub's connection to MQTT, and the topics on which it tells what it hears. */
@NullMarked
package io.soribit.notify.mqtt;

import org.jspecify.annotations.NullMarked;
