// SPDX-License-Identifier: Apache-2.0
/** Reports errors in configurations, and replaces invalid values by their defaults. */
@NullMarked
package io.soribit.config;

import org.jspecify.annotations.NullMarked;
