// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The configuration of the engine; all keys have defaults. */
@ObjectClassDefinition(
        name = "Soribit engine",
        description = "Which model hears, and how its scores become sounds. Changes apply at once.")
@SuppressWarnings("MemberName") // two underscores make one in the name of the property
public @interface EngineConfig {
    String PID = "io.soribit.engine";

    @AttributeDefinition(
            name = "Model",
            description =
                    "Id of the active model, for example home-float16. Empty: the first of the"
                            + " preferred ones that is there. auto: the most accurate that keeps up"
                            + " with the rooms on this machine.")
    String model() default "";

    @AttributeDefinition(
            name = "Preferred models",
            description =
                    "Ids of models, the best first; used when no model is named above. One that"
                            + " does not keep up with the rooms on this machine gives way to the"
                            + " next.")
    String[] preferred() default {
        "home-float16", "home-dynamic-range", "home-integer", "home-float32", "home-full-integer"
    };

    @AttributeDefinition(
            name = "Models of rooms",
            description =
                    "Rooms that have a model of their own, each room=id, or room=id+id for two,"
                            + " whose scores are joined by their geometric mean; a sound that one"
                            + " alone knows counts by its own score. For example"
                            + " bedroom=home-float16+yamnet. Several in one line are separated by"
                            + " commas.")
    String[] room__models() default {};

    @AttributeDefinition(
            name = "Hop in milliseconds",
            description = "Time from one scored window to the next, 50 to 10000.",
            min = "50",
            max = "10000")
    int hop__ms() default 240;

    @AttributeDefinition(
            name = "Threads",
            description = "Threads that score, 1 to 256. 0: one per processor.",
            min = "0",
            max = "256")
    int threads() default 0;

    @AttributeDefinition(
            name = "Smoothing",
            description = "How the scores of successive windows become one.",
            options = {
                @Option(label = "Mean", value = "mean"),
                @Option(label = "Median", value = "median"),
                @Option(label = "None", value = "none")
            })
    String smoothing() default "mean";

    @AttributeDefinition(
            name = "Smoothing in milliseconds",
            description =
                    "Over how much time scores are smoothed, 0 to 10000, unless the model says"
                            + " otherwise for a sound.",
            min = "0",
            max = "10000")
    int smoothing__ms() default 960;

    @AttributeDefinition(
            name = "Minimum duration in milliseconds",
            description =
                    "A sound must last this long before it is published; 0 so that a knock counts.",
            min = "0",
            max = "60000")
    int min__duration__ms() default 0;

    @AttributeDefinition(
            name = "Hold time in milliseconds",
            description =
                    "A sound has ended when it was not heard for this long: the pauses of an alarm"
                            + " or a ringing phone are shorter.",
            min = "0",
            max = "600000")
    int hold__ms() default 3000;

    @AttributeDefinition(
            name = "Refractory time in milliseconds",
            description = "How long after its end the same sound cannot begin again.",
            min = "0",
            max = "600000")
    int refractory__ms() default 2000;

    @AttributeDefinition(
            name = "Quiet seconds",
            description =
                    "After so many seconds of digital silence, of an exact repetition, or of"
                            + " much less than its own noise, a microphone counts as muted or"
                            + " broken, and the household is notified; 0 to 86400. A living one"
                            + " gives at least its own noise; 0 (never) is for those that suppress"
                            + " it.",
            min = "0",
            max = "86400")
    int quiet__seconds() default 8;

    @AttributeDefinition(
            name = "Thresholds",
            description =
                    "Your own thresholds, each [room/]sound=onset[/offset], for example"
                            + " doorbell=0.6, kitchen/dog=0.8/0.5 or, for all rooms of a zone,"
                            + " floor2/*/dog=0.8. They count more than those"
                            + " that come with the model; one for a room more than one for all."
                            + " Several in one line are separated by commas.")
    String[] thresholds() default {};
}
