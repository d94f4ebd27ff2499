// SPDX-License-Identifier: Apache-2.0
/**
 * Opens the page to the devices of the home, with TLS: a certificate of the person's own, or of an
 * authority that the hub makes.
 */
@NullMarked
package io.soribit.https;

import org.jspecify.annotations.NullMarked;
