// SPDX-License-Identifier: Apache-2.0
/** What a release in a folder would change, and whether it can take the place of this one. */
@NullMarked
package io.soribit.shell.upgrade;

import org.jspecify.annotations.NullMarked;
