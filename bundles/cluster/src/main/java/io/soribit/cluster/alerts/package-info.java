// SPDX-License-Identifier: Apache-2.0
/** Says to other hubs how far alerts have come, and hears it from them; knows no network. */
@NullMarked
package io.soribit.cluster.alerts;

import org.jspecify.annotations.NullMarked;
