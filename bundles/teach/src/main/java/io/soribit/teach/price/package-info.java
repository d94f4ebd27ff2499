// SPDX-License-Identifier: Apache-2.0
/** What a taught sound would have told in the last days. */
@NullMarked
package io.soribit.teach.price;

import org.jspecify.annotations.NullMarked;
