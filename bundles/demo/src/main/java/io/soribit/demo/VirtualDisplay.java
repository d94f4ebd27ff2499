// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A display that is not there. */
public interface VirtualDisplay {
    /** What its topics begin with. */
    String name();

    /** What a person sees: name, kind, text, colour, hold, stale, and more of its kind. */
    ObjectNode state();

    /** A person presses its button. */
    void press();

    /** Some time has passed; often called. */
    void tick();

    /** Takes it away. */
    void unplug();
}
