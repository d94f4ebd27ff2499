// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.soribit.cluster;

import org.jspecify.annotations.NullMarked;
