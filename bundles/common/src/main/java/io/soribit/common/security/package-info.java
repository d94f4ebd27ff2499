// SPDX-License-Identifier: Apache-2.0
/** Passwords and the files of users that may use a part of the hub. */
@NullMarked
package io.soribit.common.security;

import org.jspecify.annotations.NullMarked;
