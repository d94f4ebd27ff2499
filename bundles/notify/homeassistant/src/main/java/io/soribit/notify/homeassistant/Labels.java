// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.common.text.Language;

/** The texts in Home Assistant, except the names of sounds. */
enum Labels {
    HUB_NAME("Soribit", "소리빛"),
    HUB("Hub", "허브"),
    ROOM("Room", "방"),
    SOUND("Sound", "들린 소리"),
    LEVEL("Level", "소리 크기"),
    LISTENING("Listening", "듣는 중"),
    MODEL("Model", "모델"),
    BETTER_MODEL("Better model", "더 나은 모델"),
    MODE("Mode", "모드"),
    ALERT("Alert", "알림"),
    ALERT_TEXT("Alert text", "알림 내용"),
    NO_ALERT("Nothing", "없음"),
    SEEN("Seen", "확인"),
    TEST("Test", "테스트"),
    PROBLEM("Problem", "문제"),
    CONNECTION("Connection", "연결");

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
