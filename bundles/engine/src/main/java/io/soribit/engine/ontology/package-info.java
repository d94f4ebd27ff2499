// SPDX-License-Identifier: Apache-2.0
/** The kinds of sound the hub knows. */
@NullMarked
package io.soribit.engine.ontology;

import org.jspecify.annotations.NullMarked;
