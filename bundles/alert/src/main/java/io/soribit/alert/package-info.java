// SPDX-License-Identifier: Apache-2.0
/** Decides which events raise alerts, and delivers them to each notifier on a thread of its own. */
@NullMarked
package io.soribit.alert;

import org.jspecify.annotations.NullMarked;
