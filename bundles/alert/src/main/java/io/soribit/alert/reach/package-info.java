// SPDX-License-Identifier: Apache-2.0
/**
 * What can reach people: the devices in use, how alerts fare there, and what is wrong with them.
 */
@NullMarked
package io.soribit.alert.reach;

import org.jspecify.annotations.NullMarked;
