// SPDX-License-Identifier: Apache-2.0
/** Delivery: one worker and one queue per notifier, retries, and redelivery after an outage. */
@NullMarked
package io.soribit.alert.delivery;

import org.jspecify.annotations.NullMarked;
