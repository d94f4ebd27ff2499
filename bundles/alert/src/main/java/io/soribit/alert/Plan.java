// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Handling;
import io.soribit.api.Urgency;

/** What the rules say of a sound. */
record Plan(Urgency urgency, Handling handling, Attention attention) {}
