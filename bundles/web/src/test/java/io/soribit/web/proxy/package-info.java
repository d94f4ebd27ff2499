// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.soribit.web.proxy;

import org.jspecify.annotations.NullMarked;
