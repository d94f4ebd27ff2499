// SPDX-License-Identifier: Apache-2.0
/** Rules, users, taught sounds and the choice of models that hubs share; knows no network. */
@NullMarked
package io.soribit.cluster.document;

import org.jspecify.annotations.NullMarked;
