// SPDX-License-Identifier: Apache-2.0
/** The home mode that hubs share; knows no network. */
@NullMarked
package io.soribit.cluster.mode;

import org.jspecify.annotations.NullMarked;
