// SPDX-License-Identifier: Apache-2.0
/** Shows alerts on openHASP touch displays. */
@NullMarked
package io.soribit.notify.openhasp;

import org.jspecify.annotations.NullMarked;
