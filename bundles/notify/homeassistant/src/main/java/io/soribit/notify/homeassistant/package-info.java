// SPDX-License-Identifier: Apache-2.0
/** Shows what the hub hears as devices of Home Assistant, which finds them by itself. */
@NullMarked
package io.soribit.notify.homeassistant;

import org.jspecify.annotations.NullMarked;
