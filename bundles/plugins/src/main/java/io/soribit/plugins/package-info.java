// SPDX-License-Identifier: Apache-2.0
/**
 * Plug-ins from the data folder. {@link PlugInFolder} looks at the folder once a second, {@link
 * PlugIn} is one jar and its state, {@link Attempt} the thread on which its code starts or stops.
 */
@NullMarked
package io.soribit.plugins;

import org.jspecify.annotations.NullMarked;
