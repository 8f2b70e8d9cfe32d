package io.quotewire.gateway.session;

import io.quotewire.gateway.auth.Principal;
import io.quotewire.gateway.dialect.Message;
import io.quotewire.gateway.fanout.Encoding;
import io.quotewire.gateway.wire.BadCommand;
import io.quotewire.gateway.wire.CommandReader;
import io.quotewire.gateway.wire.ServerMessages;
import io.quotewire.gateway.wire.ServerMessages.Failure;
import io.quotewire.model.CloseReason;
import io.quotewire.model.ErrorCode;
import io.quotewire.model.SourceReport;
import org.jspecify.annotations.Nullable;

/**
 * One native connection, last in its channel's pipeline.
 *
 * <p><b>Threads:</b> the lane's.
 */
final class Session extends FramedGuest {
    private long heartbeatUs;

    /** @param compressed whether compression was agreed on */
    Session(SessionGroup group, House house, boolean compressed, Principal sender) {
        super(
                group,
                house,
                compressed ? Encoding.DEFLATED : Encoding.PLAIN,
                sender,
                compressed,
                house.config().commandsPerS());
    }

    @Override
    void welcome(Life now, long nowUs) {
        SessionConfig config = house().config();
        heartbeatUs = nowUs;
        boolean simulated = house().directory().sources().stream().anyMatch(SourceReport::simulated);
        ServerMessages.welcome(
                group().json(),
                new ServerMessages.Welcome(
                        group().nextConnection(),
                        config.node(),
                        nowUs,
                        config.heartbeat().toSeconds(),
                        house().gate().mode().text(),
                        config.authWithin().toSeconds(),
                        simulated));
        now.outbox().say(group().json());
    }

    @Override
    void sayGoodbye(Life now, CloseReason reason, long retryMs) {
        ServerMessages.goodbye(group().json(), reason, retryMs);
        now.outbox().say(group().json());
    }

    @Override
    void hear(Life now, Message message) {
        if (message.binary()) {
            now.desk().refuse(new Failure(null, null, ErrorCode.BAD_JSON, "the message is binary, not text", 0));
        } else {
            command(now, message.text());
        }
    }

    @Override
    void tooFast(Life now, Message message, long retryMs) {
        String text = "at most " + house().config().commandsPerS() + " commands a second";
        now.desk().refuse(new Failure(idOf(message), null, ErrorCode.TOO_FAST, text, retryMs));
    }

    /** Which command is refused unread, as far as it says so; the size of a message bounds what this costs. */
    private static @Nullable Long idOf(Message message) {
        if (message.binary()) {
            return null;
        }
        try {
            return CommandReader.read(message.text()).id();
        } catch (BadCommand bad) {
            return bad.id();
        }
    }

    private void command(Life now, String text) {
        try {
            now.desk().perform(CommandReader.read(text));
        } catch (BadCommand bad) {
            now.desk().refuse(new Failure(bad.id(), null, bad.code(), bad.reason(), 0));
        }
    }

    @Override
    boolean speak(Life now, long nowUs) {
        boolean beat = nowUs - heartbeatUs >= us(house().config().heartbeat());
        if (beat) {
            heartbeatUs = nowUs;
            ServerMessages.heartbeat(group().json(), nowUs);
            now.outbox().say(group().json());
        }
        return beat;
    }
}
