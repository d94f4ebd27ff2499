// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

/**
 * What a model costs on this very machine, and how well it hears after its card.
 *
 * @param id of the model
 * @param bytes of its file; 0 if it does not say
 * @param loadMillis until its first session was ready
 * @param p50Millis median time of a window on one core, features not counted
 * @param p95Millis 95 % of windows take no longer
 * @param memoryMegabytes by which the resident memory grew; 0 where that is not known
 * @param agreement share of the golden windows in which it hears the same loudest label, or like it
 *     none, as the family's float32 variant; NaN if there are none
 * @param accuracy 0 to 1, from its card; NaN if the card does not say
 * @param f1 0 to 1, from its card; NaN if the card does not say
 */
public record ModelFigures(
        String id,
        long bytes,
        double loadMillis,
        double p50Millis,
        double p95Millis,
        double memoryMegabytes,
        double agreement,
        double accuracy,
        double f1) {}
