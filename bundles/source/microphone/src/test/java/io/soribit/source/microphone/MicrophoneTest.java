// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.api.hub.HealthCheck;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MicrophoneTest {
    private final List<Device> plugged = new ArrayList<>();
    private final MemoryDevice card = new MemoryDevice("PCH [plughw:0,0]");
    private final MemoryDevice usb = new MemoryDevice("Mic [plughw:1,0] - USB PnP Sound Device");

    private final SharedDevices shared = new SharedDevices(new Devices(() -> List.copyOf(plugged)));

    private Microphone microphone(String device, String room, int rate) {
        return microphone(device, room, rate, 0, 2);
    }

    private Microphone microphone(String device, String room, int rate, int channel, int channels) {
        Microphone.Config config =
                new Microphone.Config() {
                    @Override
                    public Class<? extends Annotation> annotationType() {
                        return Microphone.Config.class;
                    }

                    @Override
                    public String id() {
                        return "microphone";
                    }

                    @Override
                    public String room() {
                        return room;
                    }

                    @Override
                    public String device() {
                        return device;
                    }

                    @Override
                    public int sample__rate() {
                        return rate;
                    }

                    @Override
                    public int channel() {
                        return channel;
                    }

                    @Override
                    public int channels() {
                        return channels;
                    }
                };
        return new Microphone(shared, config);
    }

    private AudioStream open(String device) throws IOException {
        return microphone(device, "hall", 16_000).open();
    }

    private static float[] read(AudioStream stream) throws IOException {
        float[] samples = new float[64];
        int length = stream.read(samples, 0, samples.length);
        return java.util.Arrays.copyOf(samples, length);
    }

    @Test
    void readsSamples() throws IOException {
        plugged.add(card);
        AudioStream stream = open("");
        card.line().capture(new byte[] {0, 0, 0, 64, 0, -128, -1, 127, -1, -1});
        assertThat(read(stream)).containsExactly(0, 0.5f, -1, 32_767 / 32_768f, -1 / 32_768f);
    }

    @Test
    void readsWholeFramesOnly() throws IOException {
        MemoryDevice stereo = new MemoryDevice("stereo", format -> format.getChannels() == 2);
        plugged.add(stereo);
        AudioStream stream = open("");
        assertThat(stream.format()).isEqualTo(new AudioFormat(16_000, 2));
        stereo.line().capture(new byte[] {0, 64, 0, -64});
        assertThat(stream.read(new float[9], 2, 7)).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "22050, 1, 22050, 22050, 1",
        "48000, 2, 16000, 48000, 2",
        "44100, 1, 16000, 44100, 1",
        "48000, 1, 1, 48000, 1"
    })
    void fallsBackOnWhatTheDeviceHas(
            int rate, int channels, int preferred, int openRate, int openChannels)
            throws IOException {
        plugged.add(
                new MemoryDevice(
                        "card",
                        format ->
                                Math.round(format.getSampleRate()) == rate
                                        && format.getChannels() == channels));
        assertThat(microphone("", "hall", preferred).open().format())
                .isEqualTo(new AudioFormat(openRate, openChannels));
    }

    @Test
    void aDeviceIsFoundByAPartOfItsName() throws IOException {
        plugged.addAll(List.of(card, usb));
        open("usb pnp").close();
        assertThat(usb.lines).hasSize(1);
        open("").close();
        assertThat(card.lines).as("the first is the default").hasSize(1);
    }

    @Test
    void aMissingDeviceIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> open("usb"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("no microphone", "arecord -l");
        plugged.add(card);
        assertThatThrownBy(() -> open("usb"))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("'usb'", "'PCH [plughw:0,0]'", "'device'");
    }

    @Test
    void aDeviceInUseIsNamed() {
        plugged.add(card);
        card.busy = true;
        assertThatThrownBy(() -> open(""))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("PCH", "busy", "close the program");
    }

    @Test
    void aDeviceWithoutAFormatIsNamed() {
        plugged.add(new MemoryDevice("odd", format -> false));
        assertThatThrownBy(() -> open("")).hasMessageContainingAll("odd", "'sample_rate'");
    }

    @Test
    void isHeardAgainOnceItIsPluggedInAgain() throws IOException {
        plugged.add(usb);
        Microphone microphone = microphone("usb", "hall", 16_000);
        AudioStream stream = microphone.open();
        usb.line().capture(new byte[] {0, 64});
        assertThat(read(stream)).containsExactly(0.5f);

        plugged.clear();
        usb.line().unplug();
        assertThatThrownBy(() -> read(stream))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("USB PnP", "plug it in again");
        stream.close();
        assertThatThrownBy(microphone::open).isInstanceOf(IOException.class);

        MemoryDevice again = new MemoryDevice("USB, but on another port");
        plugged.add(again);
        AudioStream reopened = microphone.open();
        again.line().capture(new byte[] {0, -64});
        assertThat(read(reopened)).containsExactly(-0.5f);
    }

    @Test
    void aLineThatTheSystemClosedIsLost() throws IOException {
        plugged.add(usb);
        AudioStream stream = open("");
        usb.line().close();
        assertThatThrownBy(() -> read(stream)).hasMessageContaining("plug it in again");
    }

    @Test
    void closingEndsARead() throws Exception {
        plugged.add(usb);
        AudioStream stream = open("");
        CompletableFuture<Integer> reading =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return stream.read(new float[160], 0, 160);
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        assertThat(usb.line().waiting.await(90, TimeUnit.SECONDS)).isTrue();
        stream.close();
        assertThatThrownBy(() -> reading.get(90, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("was closed");
        assertThat(usb.line().isOpen()).isFalse();
    }

    @Test
    void aRoomThatCannotBeUsedIsReplaced() {
        assertThat(microphone("", "kitchen", 16_000).room()).isEqualTo("kitchen");
        assertThat(microphone("", "a//b", 16_000).room()).isEqualTo("home");
        assertThat(microphone("", "kitchen", 16_000).live()).isTrue();
        assertThat(microphone("", "kitchen", 16_000).endless()).isTrue();
    }

    @Test
    void doctorListsWhatIsThere() {
        MicrophoneCheck check = new MicrophoneCheck(new Devices(() -> List.copyOf(plugged)));
        assertThat(check.check())
                .extracting(HealthCheck.Result::toString)
                .singleElement()
                .asString()
                .startsWith("warn this machine");
        plugged.addAll(List.of(card, usb));
        assertThat(check.check())
                .extracting(HealthCheck.Result::toString)
                .containsExactly(
                        "ok microphone PCH [plughw:0,0]",
                        "ok microphone Mic [plughw:1,0] - USB PnP Sound Device");
    }

    @Test
    void severalRoomsShareADevice() throws IOException {
        plugged.add(card);
        AudioStream kitchen = microphone("", "kitchen", 16_000, 1, 4).open();
        AudioStream hall = microphone("", "hall", 16_000, 3, 4).open();
        assertThat(card.lines).hasSize(1);
        assertThat(hall.format()).isEqualTo(new AudioFormat(16_000, 1));
        card.line().capture(new byte[] {0, 16, 0, 0, 0, 64, 0, 0, 0, 32, 0, 0, 0, -64, 0, 0});
        assertThat(read(kitchen)).containsExactly(0.125f, 0.25f);
        assertThat(read(hall)).containsExactly(0.5f, -0.5f);
        kitchen.close();
        assertThat(card.line().isOpen()).isTrue();
        hall.close();
        assertThat(card.line().isOpen()).isFalse();
        microphone("", "hall", 16_000, 3, 4).open().close();
        assertThat(card.lines).hasSize(2);
    }

    @Test
    void aSharedDeviceThatIsUnpluggedIsLostForAllItsRooms() throws IOException {
        plugged.add(card);
        AudioStream kitchen = microphone("", "kitchen", 16_000, 1, 2).open();
        AudioStream hall = microphone("", "hall", 16_000, 2, 2).open();
        card.line().unplug();
        for (AudioStream stream : List.of(kitchen, hall)) {
            assertThatThrownBy(() -> read(stream)).hasMessageContaining("plug it in again");
            stream.close();
        }
        microphone("", "hall", 16_000, 2, 2).open().close();
        assertThat(card.lines).hasSize(2);
    }

    @Test
    void aChannelThatTheDeviceLacksIsNamed() {
        plugged.add(card);
        assertThatThrownBy(() -> microphone("", "hall", 16_000, 3, 2).open())
                .hasMessageContaining("'channel' is 3, but 'channels' is 2");
    }
}
