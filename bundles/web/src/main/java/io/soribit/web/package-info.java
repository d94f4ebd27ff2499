// SPDX-License-Identifier: Apache-2.0
/**
 * The live page. {@link io.soribit.web.LivePage} connects the services of the hub with {@link
 * io.soribit.web.live.Live}, which holds the state; {@code io.soribit.web.servlet} serves it.
 */
@NullMarked
package io.soribit.web;

import org.jspecify.annotations.NullMarked;
