// SPDX-License-Identifier: Apache-2.0
/**
 * What displays have in common: which are used, which alert they show, who has seen it, and whether
 * the hub is still there.
 */
@NullMarked
package io.soribit.notify.panel;

import org.jspecify.annotations.NullMarked;
