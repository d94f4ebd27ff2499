// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks.alerts;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioSource;
import io.soribit.api.Detector;
import io.soribit.api.Notifier;
import io.soribit.api.SoundListener;
import io.soribit.api.Threshold;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * A service that is bad in one of its methods, or of those of the stream or session it opens.
 *
 * @param blocks whether the method never returns; else it throws an error
 */
record BadService(Class<?> type, String bad, boolean blocks) implements InvocationHandler {
    private static final int RATE = 16_000;
    private static final int BLOCK = RATE / 10;
    private static final List<BadService> TWENTY =
            List.of(
                    new BadService(Notifier.class, "id", false),
                    new BadService(Notifier.class, "targets", true),
                    new BadService(Notifier.class, "targets", false),
                    new BadService(Notifier.class, "retryWindow", true),
                    new BadService(Notifier.class, "retryWindow", false),
                    new BadService(Notifier.class, "deliver", true),
                    new BadService(Notifier.class, "deliver", false),
                    new BadService(Notifier.class, "receipt", true),
                    new BadService(Notifier.class, "receipt", false),
                    new BadService(SoundListener.class, "onSound", true),
                    new BadService(SoundListener.class, "onSound", false),
                    new BadService(AudioSource.class, "id", false),
                    new BadService(AudioSource.class, "open", true),
                    new BadService(AudioSource.class, "open", false),
                    new BadService(AudioSource.class, "read", true),
                    new BadService(AudioSource.class, "read", false),
                    new BadService(AudioSource.class, "close", true),
                    new BadService(Detector.class, "open", false),
                    new BadService(Detector.class, "write", true),
                    new BadService(Detector.class, "write", false));

    /** Twenty of them, bad in different methods. */
    static void registerTwenty(BundleContext context) {
        for (BadService service : TWENTY) {
            context.registerService(service.type.getName(), service.proxy(service.type), null);
        }
    }

    private Object proxy(Class<?> type) {
        return Proxy.newProxyInstance(
                BadService.class.getClassLoader(), new Class<?>[] {type}, this);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        if (!method.getName().equals(bad)) {
            return answer(proxy, method, arguments);
        }
        while (blocks) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.onSpinWait();
            }
        }
        throw new NoClassDefFoundError("out of order, as the trial wants it");
    }

    private @Nullable Object answer(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && arguments[0] == proxy;
            case "toString" -> "bad in " + bad;
            case "id" -> "bad-" + bad + (blocks ? "-blocks" : "-throws");
            case "room" -> "bad";
            case "labels" -> List.of("doorbell");
            case "thresholdOf" -> new Threshold(0.5f, 0.5f);
            case "format" -> new AudioFormat(RATE, 1);
            case "open" -> proxy(method.getReturnType());
            case "read" -> read(arguments);
            default ->
                    method.isDefault()
                            ? InvocationHandler.invokeDefault(proxy, method, arguments)
                            : null;
        };
    }

    /** Faint noise in real time; a stream that is bad in close ends at once. */
    private int read(Object @Nullable [] arguments) throws InterruptedException {
        if (bad.equals("close") || arguments == null) {
            return -1;
        }
        TimeUnit.MILLISECONDS.sleep(1_000L * BLOCK / RATE);
        float[] samples = (float[]) arguments[0];
        int offset = (int) arguments[1];
        int count = Math.min((int) arguments[2], BLOCK);
        for (int i = 0; i < count; i++) {
            samples[offset + i] = (i * 31 % 17 - 8) / 8_000f;
        }
        return count;
    }
}
