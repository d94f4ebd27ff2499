// SPDX-License-Identifier: Apache-2.0
/** Settings in files of their own that people change on the page, with a way back. */
package io.soribit.common.setting;
