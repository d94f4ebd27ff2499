// SPDX-License-Identifier: Apache-2.0
/** Hears what comes over MQTT: WAV chunks as Hermes has them, or frames with a key. */
@NullMarked
package io.soribit.source.mqtt;

import org.jspecify.annotations.NullMarked;
