// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.DeliveryOptions;
import io.soribit.api.Urgency;

/** What the rules say of a sound. */
public record Plan(Urgency urgency, DeliveryOptions delivery, Attention attention) {}
