// SPDX-License-Identifier: Apache-2.0
/**
 * Sources that are no {@link io.soribit.api.AudioSource}: lent microphones, rooms of other hubs;
 * and sources that several hubs share.
 */
@Export
@NullMarked
@Version("1.1.0")
package io.soribit.api.source;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
