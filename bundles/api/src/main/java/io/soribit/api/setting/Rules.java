// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.setting;

import org.osgi.annotation.versioning.ProviderType;

/** The rules for alerts that people have written. */
@ProviderType
public interface Rules extends SettingFiles {}
