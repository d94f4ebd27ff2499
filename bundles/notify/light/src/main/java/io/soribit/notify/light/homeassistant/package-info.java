// SPDX-License-Identifier: Apache-2.0
/** Lamps of Home Assistant (Hue, Matter, KNX, ...), through its REST API. */
@NullMarked
package io.soribit.notify.light.homeassistant;

import org.jspecify.annotations.NullMarked;
