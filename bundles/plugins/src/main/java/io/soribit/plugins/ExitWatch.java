// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import java.util.Arrays;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who ends the process by System.exit, which Java cannot prevent, while it ends: a thread
 * that called it waits in it for the shutdown hooks. Whatever status was asked for, the process
 * ends with one that has the supervisor start the hub again.
 */
final class ExitWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExitWatch.class);

    private static final int SOFTWARE_ERROR = 70; // of sysexits.h

    private final Predicate<StackTraceElement> culprit;
    private final Thread hook = new Thread(this::look, "soribit-plug-ins-exit");

    /**
     * @param culprit receives what is on the stack of a thread that called System.exit, and says
     *     whether a plug-in did
     */
    ExitWatch(Predicate<StackTraceElement> culprit) {
        this.culprit = culprit;
    }

    void start() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void look() {
        if (Thread.getAllStackTraces().values().stream().anyMatch(this::look)) {
            Runtime.getRuntime().halt(SOFTWARE_ERROR);
        }
    }

    boolean look(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(ExitWatch::isExit)
                && Arrays.stream(stack).anyMatch(culprit);
    }

    private static boolean isExit(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.Runtime")
                && frame.getMethodName().equals("exit");
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process ends already", e);
        }
    }
}
