// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import io.soribit.api.hub.PlugInState;
import org.osgi.framework.BundleException;

/**
 * What is to be said of a plug-in.
 *
 * @param state of it
 * @param message why, and what to do; empty if it is started
 */
record Verdict(PlugInState state, String message) {
    static final Verdict STARTING = new Verdict(PlugInState.STARTING, "");
    static final Verdict STARTED = new Verdict(PlugInState.STARTED, "");

    static Verdict failed(String message) {
        return new Verdict(PlugInState.FAILED, message);
    }

    static Verdict endedHub(String how) {
        return new Verdict(
                PlugInState.QUARANTINED,
                how + "; it is tried again when its file changes, or once you ask for it");
    }

    static Verdict waiting(String message) {
        return new Verdict(PlugInState.WAITING, message);
    }

    /** Of a start that threw. */
    static Verdict of(Throwable failure) {
        if (failure instanceof BundleException e && e.getType() == BundleException.RESOLVE_ERROR) {
            return waiting(Remedy.unresolved(String.valueOf(e.getMessage())));
        }
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        Throwable cause = root;
        return failed(Remedy.of(cause).orElseGet(() -> describe(cause)));
    }

    private static String describe(Throwable root) {
        StackTraceElement[] stack = root.getStackTrace();
        return text(root) + (stack.length == 0 ? "" : " at " + stack[0]);
    }

    /** Also of a Throwable whose own methods throw. */
    private static String text(Throwable root) {
        try {
            return root.toString();
        } catch (Throwable e) { // foreign code
            return root.getClass().getName();
        }
    }
}
