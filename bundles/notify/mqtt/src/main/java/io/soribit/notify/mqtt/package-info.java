// SPDX-License-Identifier: Apache-2.0
/** The topics on MQTT on which the hub publishes what it hears and takes commands. */
@NullMarked
package io.soribit.notify.mqtt;

import org.jspecify.annotations.NullMarked;
