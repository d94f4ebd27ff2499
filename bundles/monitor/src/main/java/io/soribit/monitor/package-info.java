// SPDX-License-Identifier: Apache-2.0
/** Whether the hub works, for systemd, containers and people; its figures as OpenMetrics. */
@NullMarked
package io.soribit.monitor;

import org.jspecify.annotations.NullMarked;
