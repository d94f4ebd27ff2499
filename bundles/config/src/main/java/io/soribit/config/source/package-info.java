// SPDX-License-Identifier: Apache-2.0
/** Sources and rooms that people set up on the page. */
package io.soribit.config.source;
