// SPDX-License-Identifier: Apache-2.0
/** Brings configuration files that an earlier version has read to what this one reads, and back. */
@NullMarked
package io.soribit.config.migration;

import org.jspecify.annotations.NullMarked;
