// SPDX-License-Identifier: Apache-2.0
/** Signatures of models, and whose are trusted. */
@NullMarked
package io.soribit.common.signing;

import org.jspecify.annotations.NullMarked;
