// SPDX-License-Identifier: Apache-2.0
/** What the measurements need of the hub's folder of models. */
@NullMarked
package io.soribit.model.folder;

import org.jspecify.annotations.NullMarked;
