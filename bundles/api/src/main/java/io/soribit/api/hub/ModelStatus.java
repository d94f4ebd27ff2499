// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

/**
 * One model as the hub knows it.
 *
 * @param id of the model, or the name of its file or bundle while its descriptor is unknown
 * @param version of the weights; empty while unknown
 * @param place where it comes from, for example its bundle
 * @param state how far it has come
 * @param reason why it is in that state, and for a refused one what to do; may be empty
 */
public record ModelStatus(
        String id, String version, String place, ModelState state, String reason) {
    /**
     * The same model in another state.
     *
     * @param next the state
     * @param why it is in that state
     * @return a copy with both
     */
    public ModelStatus with(ModelState next, String why) {
        return new ModelStatus(id, version, place, next, why);
    }
}
