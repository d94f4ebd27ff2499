// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import java.util.Collection;
import java.util.Locale;

/** Records the calls to displays of a kind. */
final class RecordingDriver implements PanelDriver {
    private final String kind;
    private final Collection<String> calls;

    RecordingDriver(String kind, Collection<String> calls) {
        this.kind = kind;
        this.calls = calls;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String scheme() {
        return kind.toLowerCase(Locale.ROOT);
    }

    @Override
    public void show(String name, Alert alert) {
        calls.add(name + " show " + alert.id());
    }

    @Override
    public void fade(String name, Alert alert) {
        calls.add(name + " fade " + alert.id());
    }

    @Override
    public void hide(String name) {
        calls.add(name + " hide");
    }

    @Override
    public void last(String name, Alert alert) {
        calls.add(name + " last " + alert.id());
    }

    @Override
    public void listening(String name, Listening listening) {
        calls.add(name + " " + listening.words("en"));
    }

    @Override
    public void test(String name) {
        calls.add(name + " test");
    }

    @Override
    public void clear(String name) {
        calls.add(name + " clear");
    }
}
