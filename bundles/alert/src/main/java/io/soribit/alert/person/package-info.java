// SPDX-License-Identifier: Apache-2.0
/** The people of the household: who has seen an alert, and whose devices are left alone. */
@NullMarked
package io.soribit.alert.person;

import org.jspecify.annotations.NullMarked;
