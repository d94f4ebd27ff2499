// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the hub: each is a service that the launcher finds by its {@code
 * soribit.command}.
 */
@NullMarked
package io.soribit.shell;

import org.jspecify.annotations.NullMarked;
