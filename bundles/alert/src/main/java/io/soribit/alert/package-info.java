// SPDX-License-Identifier: Apache-2.0
/** Decides which events people are told of, and tells each notifier on a thread of its own. */
@NullMarked
package io.soribit.alert;

import org.jspecify.annotations.NullMarked;
