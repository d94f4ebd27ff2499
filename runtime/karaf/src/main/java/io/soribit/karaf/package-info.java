// SPDX-License-Identifier: Apache-2.0
/** The hub as a feature of Apache Karaf. */
@NullMarked
package io.soribit.karaf;

import org.jspecify.annotations.NullMarked;
