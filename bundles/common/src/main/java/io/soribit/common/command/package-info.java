// SPDX-License-Identifier: Apache-2.0
/** Commands of the terminal whose options picocli reads. */
@NullMarked
package io.soribit.common.command;

import org.jspecify.annotations.NullMarked;
