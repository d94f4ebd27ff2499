// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.soribit.cluster.document;

import org.jspecify.annotations.NullMarked;
