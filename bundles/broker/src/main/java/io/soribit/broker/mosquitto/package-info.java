// SPDX-License-Identifier: Apache-2.0
/** Mosquitto as a child process: how it is found, configured, started and ended. */
@NullMarked
package io.soribit.broker.mosquitto;

import org.jspecify.annotations.NullMarked;
