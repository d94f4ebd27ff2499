// SPDX-License-Identifier: Apache-2.0
/** What tests of several bundles use: a clock set by hand, waiting, the log, a broker, alerts. */
@NullMarked
package io.soribit.testkit;

import org.jspecify.annotations.NullMarked;
