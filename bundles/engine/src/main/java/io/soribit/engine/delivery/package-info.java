// SPDX-License-Identifier: Apache-2.0
/** Delivery of events to listeners, each on a thread of its own. */
@NullMarked
package io.soribit.engine.delivery;

import org.jspecify.annotations.NullMarked;
