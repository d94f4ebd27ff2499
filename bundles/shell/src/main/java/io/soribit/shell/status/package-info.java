// SPDX-License-Identifier: Apache-2.0
/** {@code soribit status}: how the running hub is doing. */
@NullMarked
package io.soribit.shell.status;

import org.jspecify.annotations.NullMarked;
