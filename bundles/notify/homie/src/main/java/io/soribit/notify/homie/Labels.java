// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import io.soribit.common.text.Text;

/** The texts in a controller, except the names of rooms and sounds. */
final class Labels {
    static final Text DEVICE = new Text("Soribit", "소리빛");
    static final Text HUB = new Text("Hub", "허브");
    static final Text MODEL = new Text("Model", "모델");
    static final Text MODE = new Text("Mode", "모드");
    static final Text ALERTS = new Text("Alerts", "알림 수");
    static final Text ACKNOWLEDGE = new Text("Seen", "확인");
    static final Text TEST = new Text("Test", "테스트");
    static final Text LEVEL = new Text("Level", "소리 크기");
    static final Text LISTENING = new Text("Listening", "듣는 중");

    private Labels() {}
}
