// SPDX-License-Identifier: Apache-2.0
/**
 * Installs the models that users drop into a folder: a bundle as it is, a bare TensorFlow Lite file
 * as a bundle that is made of it and of its metadata.
 */
@NullMarked
package io.soribit.model.folder;

import org.jspecify.annotations.NullMarked;
