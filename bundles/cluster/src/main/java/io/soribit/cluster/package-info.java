// SPDX-License-Identifier: Apache-2.0
/** A spare for a hub: which of several hubs hears a source. */
@NullMarked
package io.soribit.cluster;

import org.jspecify.annotations.NullMarked;
