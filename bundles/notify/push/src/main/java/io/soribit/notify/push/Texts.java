// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.Alert;
import io.soribit.common.text.AgeText;
import io.soribit.common.text.Text;
import java.util.Locale;

/** What people read on their phones, except the names of sounds. */
public final class Texts {
    public static final Text SEEN = new Text("Seen", "확인");
    private static final Text TIMES = new Text("%d times", "%d번");
    private static final Text STILL = new Text("Nobody has seen it yet", "아직 아무도 확인하지 않았습니다");
    public static final Text TEST =
            new Text("This is where alerts of your home arrive.", "집에서 난 소리를 여기로 알려 드립니다.");
    public static final Text TITLE = new Text("Soribit", "소리빛");

    private static final int LONGEST = 1_000;

    private Texts() {}

    /** What is heard, for example {@code 🔔 Doorbell}. */
    public static String title(Alert alert, String language) {
        return alert.event().sound().icon() + " " + alert.event().sound().name(language);
    }

    /** Where it is heard, and what else is to be said. */
    public static String message(Alert alert, boolean reminder, String language) {
        StringBuilder text = new StringBuilder(String.join(", ", alert.event().rooms()));
        if (alert.times() > 1) {
            text.append(" · ")
                    .append(String.format(Locale.ROOT, TIMES.in(language), alert.times()));
        }
        if (!alert.age().isZero()) {
            text.append(" · ").append(AgeText.of(alert.age(), language));
        }
        if (reminder) {
            text.append(" · ").append(STILL.in(language));
        }
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text.toString();
    }
}
