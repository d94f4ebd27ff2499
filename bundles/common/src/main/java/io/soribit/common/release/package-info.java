// SPDX-License-Identifier: Apache-2.0
/**
 * Which version of its bundles a hub runs, and the next one on trial. Needs only the JDK: the
 * launcher, which is outside of the framework, has a copy, too.
 */
@NullMarked
package io.soribit.common.release;

import org.jspecify.annotations.NullMarked;
