// SPDX-License-Identifier: Apache-2.0
/** The JSON forms that all interfaces share: MQTT, server-sent events and HTTP. */
@NullMarked
package io.soribit.common.json;

import org.jspecify.annotations.NullMarked;
