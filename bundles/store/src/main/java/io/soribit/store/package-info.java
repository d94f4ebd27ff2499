// SPDX-License-Identifier: Apache-2.0
/** Keeps the history of alerts, and what is still to be delivered, in a SQLite file. */
@NullMarked
package io.soribit.store;

import org.jspecify.annotations.NullMarked;
