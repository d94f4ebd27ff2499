// SPDX-License-Identifier: Apache-2.0
/** Which member hears a source, decided from what each says about itself; knows no network. */
@NullMarked
package io.soribit.cluster.share;

import org.jspecify.annotations.NullMarked;
