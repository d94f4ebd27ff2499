// SPDX-License-Identifier: Apache-2.0
/** Reverse proxies: whose word on where a request comes from is taken. */
@NullMarked
package io.soribit.web.proxy;

import org.jspecify.annotations.NullMarked;
