// SPDX-License-Identifier: Apache-2.0
/** Rules: which sounds raise alerts, for whom, how, and until when. */
@NullMarked
package io.soribit.alert.rule;

import org.jspecify.annotations.NullMarked;
