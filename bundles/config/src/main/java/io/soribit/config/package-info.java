// SPDX-License-Identifier: Apache-2.0
/** Says what is wrong in a configuration, and lets the default stand in for it. */
@NullMarked
package io.soribit.config;

import org.jspecify.annotations.NullMarked;
