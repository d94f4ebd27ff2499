// SPDX-License-Identifier: Apache-2.0
/** Alerts of the past as tables. */
@NullMarked
package io.soribit.common.report;

import org.jspecify.annotations.NullMarked;
