// SPDX-License-Identifier: Apache-2.0
/** Certificates and keys from files, for both sides of TLS: bundles keep a copy of this package. */
@NullMarked
package io.soribit.common.tls;

import org.jspecify.annotations.NullMarked;
