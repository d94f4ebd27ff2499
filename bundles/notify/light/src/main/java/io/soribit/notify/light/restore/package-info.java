// SPDX-License-Identifier: Apache-2.0
/** The state of each lamp before an alert: recorded, kept in a journal, and restored. */
@NullMarked
package io.soribit.notify.light.restore;

import org.jspecify.annotations.NullMarked;
