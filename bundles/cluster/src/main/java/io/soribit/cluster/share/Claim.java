// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.share;

import io.soribit.api.hub.SourceStatus;

/**
 * What a member says about one source.
 *
 * @param status how it is doing there
 */
public record Claim(Part part, SourceStatus status) {}
