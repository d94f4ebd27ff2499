// SPDX-License-Identifier: Apache-2.0
/** The hub as a whole, in the framework. */
package io.soribit.itest;
