// SPDX-License-Identifier: Apache-2.0
/** What people set on the page, and how it is checked before it is written. */
@Export
@NullMarked
@Version("1.0.0")
package io.soribit.api.setting;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
