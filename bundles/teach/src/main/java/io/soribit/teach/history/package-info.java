// SPDX-License-Identifier: Apache-2.0
/** What the model made of the rooms in the last days, in files of a bounded size; no audio. */
@NullMarked
package io.soribit.teach.history;

import org.jspecify.annotations.NullMarked;
