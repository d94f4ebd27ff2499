// SPDX-License-Identifier: Apache-2.0
/** Who is notified of which sound, as people choose it on the page. */
@NullMarked
package io.soribit.alert.recipient;

import org.jspecify.annotations.NullMarked;
