// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Which ffmpeg reads what is not WAV. */
@ObjectClassDefinition(
        name = "Reading of recordings",
        description = "WAV files are read by the hub itself, all others through ffmpeg.")
public @interface FfmpegConfig {
    /** PID of this configuration. */
    String PID = "io.soribit.source.file.ffmpeg";

    @AttributeDefinition(
            name = "Command",
            description = "Name of the ffmpeg program, or the path to it.")
    String command() default "ffmpeg";
}
