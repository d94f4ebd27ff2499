// SPDX-License-Identifier: Apache-2.0
/** What the hub has logged lately, and which releases were installed, for administrators. */
@NullMarked
package io.soribit.web.log;

import org.jspecify.annotations.NullMarked;
