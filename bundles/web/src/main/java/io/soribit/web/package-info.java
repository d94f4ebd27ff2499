// SPDX-License-Identifier: Apache-2.0
/**
 * The live page: what the hub hears, room by room, and what its lamps were told. {@link
 * io.soribit.web.Live} holds the state and tells the streams; the servlets serve it.
 */
@NullMarked
package io.soribit.web;

import org.jspecify.annotations.NullMarked;
