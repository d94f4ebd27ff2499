// SPDX-License-Identifier: Apache-2.0
/** Decision: from scores to sounds that begin and end. Pure, without threads or services. */
@NullMarked
package io.soribit.engine.decide;

import org.jspecify.annotations.NullMarked;
