// SPDX-License-Identifier: Apache-2.0
/** Lets benchmarks open models without a framework. */
@NullMarked
package io.soribit.model.tflite;

import org.jspecify.annotations.NullMarked;
