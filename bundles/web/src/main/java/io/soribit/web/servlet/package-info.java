// SPDX-License-Identifier: Apache-2.0
/** The servlets: the page's files, the event stream, and {@code /api}. */
@NullMarked
package io.soribit.web.servlet;

import org.jspecify.annotations.NullMarked;
