// SPDX-License-Identifier: Apache-2.0
/**
 * Takes in the models that people drop into a folder: a bundle as it is, a bare TensorFlow Lite
 * file as a bundle that is made of it and of what it says of itself.
 */
@NullMarked
package io.soribit.model.folder;

import org.jspecify.annotations.NullMarked;
