// SPDX-License-Identifier: Apache-2.0
/** Shows the hub as a device of the Homie convention 5. */
@NullMarked
package io.soribit.notify.homie;

import org.jspecify.annotations.NullMarked;
