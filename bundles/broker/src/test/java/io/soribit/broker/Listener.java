// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.util.Queue;
import java.util.function.BiFunction;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Notes what comes. */
final class Listener implements MqttCallback {
    private final Queue<String> in;
    private final BiFunction<String, MqttMessage, String> form;

    /** Notes topics. */
    Listener(Queue<String> in) {
        this(in, (topic, message) -> topic);
    }

    Listener(Queue<String> in, BiFunction<String, MqttMessage, String> form) {
        this.in = in;
        this.form = form;
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        in.add(form.apply(topic, message));
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
}
