// SPDX-License-Identifier: Apache-2.0
/** The kinds of sound that the hub reports. */
@NullMarked
package io.soribit.engine.ontology;

import org.jspecify.annotations.NullMarked;
