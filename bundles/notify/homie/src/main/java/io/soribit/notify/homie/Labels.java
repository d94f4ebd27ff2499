// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.common.text.Language;

/** The texts in a controller, except the names of rooms and sounds. */
enum Labels {
    DEVICE("Soribit", "소리빛"),
    HUB("Hub", "허브"),
    MODEL("Model", "모델"),
    MODE("Mode", "모드"),
    ALERTS("Alerts", "알림 수"),
    ACKNOWLEDGE("Seen", "확인"),
    TEST("Test", "테스트"),
    LEVEL("Level", "소리 크기"),
    LISTENING("Listening", "듣는 중");

    private final String english;
    private final String korean;

    Labels(String english, String korean) {
        this.english = english;
        this.korean = korean;
    }

    String in(String language) {
        return Language.choose(language, english, korean);
    }
}
