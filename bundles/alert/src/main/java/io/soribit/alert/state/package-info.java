// SPDX-License-Identifier: Apache-2.0
/** The active alerts, their journal, and who watches them. */
@NullMarked
package io.soribit.alert.state;

import org.jspecify.annotations.NullMarked;
