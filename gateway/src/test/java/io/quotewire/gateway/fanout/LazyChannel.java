package io.quotewire.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotewire.gateway.wire.FrameText;
import java.util.ArrayList;
import java.util.List;

/** A socket whose other end reads only while told to. */
public final class LazyChannel extends EmbeddedChannel {
    private boolean reading = true;
    private int writes;

    public LazyChannel(ChannelHandler... handlers) {
        super(handlers);
    }

    /** From now on nothing more is taken. */
    public void stopReading() {
        reading = false;
    }

    /** Takes all that waits, and everything from now on. */
    public void startReading() {
        reading = true;
        flush();
    }

    /** Whether there is room, whatever waits. */
    public void setRoom(boolean room) {
        ChannelOutboundBuffer buffer = unsafe().outboundBuffer();
        if (buffer != null) {
            buffer.setUserDefinedWritability(1, room);
        }
        runPendingTasks();
    }

    /** How many buffers the socket has taken. */
    public int writes() {
        return writes;
    }

    /** Everything taken since the last call, as texts. */
    public List<String> received() {
        List<String> texts = new ArrayList<>();
        for (ByteBuf written = readOutbound(); written != null; written = readOutbound()) {
            texts.addAll(FrameText.read(written));
        }
        return texts;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (reading) {
            writes += in.size();
            super.doWrite(in);
        }
    }
}
