// SPDX-License-Identifier: Apache-2.0
/**
 * What the hub offers to pages, topics and tools: the active alerts and their history, the rooms
 * and whether they are heard, the registry of models, modes and devices. Most plug-ins need only
 * {@link io.soribit.api}.
 */
@Export
@Version("1.1.0")
@NullMarked
package io.soribit.api.hub;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
