// SPDX-License-Identifier: Apache-2.0
/**
 * Runs TensorFlow Lite models: the one native bundle, and the extender that turns data-only bundles
 * into {@link io.soribit.api.Model} services.
 */
@NullMarked
package io.soribit.model.tflite;

import org.jspecify.annotations.NullMarked;
