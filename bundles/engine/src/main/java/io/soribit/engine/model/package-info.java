// SPDX-License-Identifier: Apache-2.0
/**
 * The registry of models: install, check, compare, and switch the active model without losing a
 * window.
 */
@NullMarked
package io.soribit.engine.model;

import org.jspecify.annotations.NullMarked;
