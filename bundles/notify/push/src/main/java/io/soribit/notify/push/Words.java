// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.Alert;
import java.util.List;
import java.util.Locale;

/** What people read on their phones, but for the names of sounds. */
enum Words {
    SEEN("Seen", "확인"),
    TIMES("%d times", "%d번"),
    STILL("Nobody has seen it yet", "아직 아무도 확인하지 않았습니다"),
    TEST("This is where alerts of your home arrive.", "집에서 난 소리를 여기로 알려 드립니다."),
    TITLE("Soribit", "소리빛");

    /** The languages there are; the first where another one is asked for. */
    static final List<String> LANGUAGES = List.of("en", "ko");

    private static final int LONGEST = 1_000;

    private final String english;
    private final String korean;

    Words(String english, String korean) {
        this.english = english;
        this.korean = korean;
    }

    String in(String language) {
        return language.equals("ko") ? korean : english;
    }

    /** What is heard, for example {@code 🔔 Doorbell}. */
    static String title(Alert alert, String language) {
        return alert.event().sound().icon() + " " + alert.event().sound().name(language);
    }

    /** Where it is heard, and what else is to be said. */
    static String message(Alert alert, boolean reminder, String language) {
        StringBuilder text = new StringBuilder(String.join(", ", alert.event().rooms()));
        if (alert.times() > 1) {
            text.append(" · ")
                    .append(String.format(Locale.ROOT, TIMES.in(language), alert.times()));
        }
        if (reminder) {
            text.append(" · ").append(STILL.in(language));
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text.toString();
    }
}
