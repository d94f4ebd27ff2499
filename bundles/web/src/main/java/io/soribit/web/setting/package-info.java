// SPDX-License-Identifier: Apache-2.0
/** What people set on the page: sensitivity, who is notified, rules, and alerts on a device. */
@NullMarked
package io.soribit.web.setting;

import org.jspecify.annotations.NullMarked;
