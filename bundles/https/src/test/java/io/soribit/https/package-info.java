// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.soribit.https;

import org.jspecify.annotations.NullMarked;
