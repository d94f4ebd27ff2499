// SPDX-License-Identifier: Apache-2.0
/** Sounds that a household teaches: the command, and what is listened for. */
@NullMarked
package io.soribit.teach;

import org.jspecify.annotations.NullMarked;
