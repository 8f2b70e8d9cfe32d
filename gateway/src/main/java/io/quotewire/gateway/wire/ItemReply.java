package io.quotewire.gateway.wire;

import io.quotewire.model.Epoch;
import io.quotewire.model.ErrorCode;
import java.util.List;

/** The answer to one topic of a command, spelled as the client spelled it. */
public sealed interface ItemReply {
    String topic();

    /** Subscribed; a snapshot follows. */
    record Snapshot(String topic, Rate rate, String why) implements ItemReply {}

    /** Subscribed where the client stands; its next item is {@code from}. */
    record Full(String topic, Rate rate, Epoch epoch, long from) implements ItemReply {}

    /** Subscribed; a gap follows. */
    record Gap(String topic, Rate rate, String why) implements ItemReply {}

    /** Subscribed to everything that matches, now and later. */
    record Matches(String topic, Rate rate, List<String> matches) implements ItemReply {}

    /** Done, with nothing more to say. */
    record Done(String topic) implements ItemReply {}

    /** Not done; {@code near} names what may have been meant. */
    record Refused(String topic, ErrorCode code, List<String> near) implements ItemReply {}
}
