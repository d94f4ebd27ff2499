// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.DeliveryOptions;
import io.soribit.api.Urgency;

/** How an alert is delivered, as decided by the rules. */
public record Plan(Urgency urgency, DeliveryOptions delivery, ReminderPolicy reminders) {}
