// SPDX-License-Identifier: Apache-2.0
/** Teaching from the terminal, with a room of the hub that runs. */
@NullMarked
package io.soribit.teach.remote;

import org.jspecify.annotations.NullMarked;
