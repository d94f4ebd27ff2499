// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the hub. Each is an {@link io.soribit.api.hub.HubCommand}, which {@link
 * io.soribit.shell.CommandAdapter} offers to the launcher.
 */
@NullMarked
package io.soribit.shell;

import org.jspecify.annotations.NullMarked;
