// SPDX-License-Identifier: Apache-2.0
/** Alerts in the browsers of paired devices: Web Push (RFC 8030, 8291, 8292). */
@NullMarked
package io.soribit.notify.push.browser;

import org.jspecify.annotations.NullMarked;
