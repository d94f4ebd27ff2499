// SPDX-License-Identifier: Apache-2.0
/** Backup and restore of what a household has set up, and a bundle of files for support. */
@NullMarked
package io.soribit.shell.backup;

import org.jspecify.annotations.NullMarked;
