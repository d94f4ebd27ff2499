// SPDX-License-Identifier: Apache-2.0
/** What bundles that call plug-ins say about them. */
@NullMarked
package io.soribit.common.plugin;

import org.jspecify.annotations.NullMarked;
