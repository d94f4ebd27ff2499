// SPDX-License-Identifier: Apache-2.0
@org.jspecify.annotations.NullUnmarked
package io.soribit.teach.price;
