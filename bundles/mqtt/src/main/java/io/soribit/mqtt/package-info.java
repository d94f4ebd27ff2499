// SPDX-License-Identifier: Apache-2.0
/** The message bus: one connection to one of the configured brokers. */
@NullMarked
package io.soribit.mqtt;

import org.jspecify.annotations.NullMarked;
