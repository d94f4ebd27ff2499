// SPDX-License-Identifier: Apache-2.0
/** From a few takes to scores. */
@NullMarked
package io.soribit.teach.learn;

import org.jspecify.annotations.NullMarked;
