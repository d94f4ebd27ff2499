// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import io.soribit.common.text.Text;

/** The texts in Home Assistant, except the names of sounds. */
final class Labels {
    static final Text HUB_NAME = new Text("Soribit", "소리빛");
    static final Text HUB = new Text("Hub", "허브");
    static final Text ROOM = new Text("Room", "방");
    static final Text SOUND = new Text("Sound", "들린 소리");
    static final Text LEVEL = new Text("Level", "소리 크기");
    static final Text LISTENING = new Text("Listening", "듣는 중");
    static final Text MODEL = new Text("Model", "모델");
    static final Text BETTER_MODEL = new Text("Better model", "더 나은 모델");
    static final Text MODE = new Text("Mode", "모드");
    static final Text ALERT = new Text("Alert", "알림");
    static final Text ALERT_TEXT = new Text("Alert text", "알림 내용");
    static final Text NO_ALERT = new Text("Nothing", "없음");
    static final Text SEEN = new Text("Seen", "확인");
    static final Text TEST = new Text("Test", "테스트");
    static final Text PROBLEM = new Text("Problem", "문제");
    static final Text CONNECTION = new Text("Connection", "연결");

    private Labels() {}
}
