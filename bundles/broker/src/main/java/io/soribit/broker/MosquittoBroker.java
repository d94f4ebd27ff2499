// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.broker.mosquitto.MosquittoFiles;
import io.soribit.broker.mosquitto.MosquittoProcess;
import io.soribit.broker.users.UnsafeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A Mosquitto as a child process, reachable only through the hub's gate. */
final class MosquittoBroker implements RunningBroker {
    private final MosquittoProcess process;
    private final Gate gate;
    private final FileChannel lock;

    private MosquittoBroker(MosquittoProcess process, Gate gate, FileChannel lock) {
        this.process = process;
        this.gate = gate;
        this.lock = lock;
    }

    /**
     * Starts it and returns when it listens.
     *
     * @throws java.net.BindException if the port is in use
     * @throws UnsafeException if it would be open to others
     * @throws IOException for all other reasons
     */
    static MosquittoBroker start(BrokerSettings settings, Path executable) throws IOException {
        Endpoints wanted = Endpoints.of(settings);
        FileChannel lock = lock(Files.createDirectories(settings.folder()));
        try {
            MosquittoFiles files =
                    MosquittoFiles.write(
                            settings.folder(), freePort(), settings.limits().packetBytes());
            MosquittoProcess process = MosquittoProcess.start(executable, files.configuration());
            try {
                Gate gate = Gate.open(wanted, settings.limits(), files, process);
                return new MosquittoBroker(process, gate, lock);
            } catch (IOException | RuntimeException | Error e) {
                process.close();
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Held until the channel is closed. */
    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new IOException(folder + " is in use by this hub", e);
        }
        channel.close();
        throw new IOException(folder + " is in use by another hub");
    }

    private static int freePort() throws IOException {
        InetAddress loopback = Endpoints.loopback();
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            return free.getLocalPort();
        }
    }

    @Override
    public Endpoints endpoints() {
        return gate.endpoints();
    }

    @Override
    public boolean isRunning() {
        return process.isAlive() && gate.isOpen();
    }

    /** Kills it, as a crash would. */
    void kill() {
        process.kill();
    }

    @Override
    public String toString() {
        return gate.endpoints() + " (Mosquitto)";
    }

    @Override
    public void close() throws IOException {
        gate.close();
        process.close();
        lock.close();
    }
}
