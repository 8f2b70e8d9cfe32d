package io.quotewire.gateway.auth;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes threads that yield to all others of the machine, so that their work delays nobody who streams. On Linux each thread has a
 * priority of its own, and who calls {@code setpriority(2)} for number 0 sets that of the thread it calls on; elsewhere, or where
 * calls of the system are not permitted, they are threads like any other. The JVM's own priorities do nothing there.
 */
final class YieldingThreads implements ThreadFactory {
    /** Of 0 to 19. A tenth of the processor is left for it where another thread wants all of it, so that nobody waits for ever. */
    static final int NICENESS = 10;

    private static final int OF_A_THREAD = 0;
    private static final int ITSELF = 0;
    private static final @Nullable MethodHandle SET_PRIORITY = setPriority();

    private final ThreadFactory threads;

    YieldingThreads(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public @Nullable Thread newThread(Runnable work) {
        return threads.newThread(() -> {
            yieldToOthers();
            work.run();
        });
    }

    private static void yieldToOthers() {
        if (SET_PRIORITY != null) {
            try {
                int ignored = (int) SET_PRIORITY.invokeExact(OF_A_THREAD, ITSELF, NICENESS);
            } catch (Throwable e) {
                throw new IllegalStateException("setpriority", e);
            }
        }
    }

    @SuppressWarnings("restricted") // The jar's manifest enables it, for the transport too.
    private static @Nullable MethodHandle setPriority() {
        if (!System.getProperty("os.name", "").equals("Linux")
                || !YieldingThreads.class.getModule().isNativeAccessEnabled()) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("setpriority")
                .map(address ->
                        linker.downcallHandle(address, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT)))
                .orElse(null);
    }
}
