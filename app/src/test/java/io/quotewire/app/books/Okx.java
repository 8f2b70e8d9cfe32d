package io.quotewire.app.books;

import io.quotewire.model.Extent;

/**
 * A state first, then changes. Until 2022 the recordings have checksums and no numbers; since 2026 each message names its
 * number and the one before, and the checksum is 0, which means that there is none.
 */
final class Okx implements Decoder {
    private static final Extent BEST = Extent.window(400);

    @Override
    public void message(Json message, Heard heard) {
        String channel = message.at("arg", "channel").text();
        if (!channel.equals("books") && !channel.equals("books-l2-tbt")) {
            return;
        }
        boolean state = message.at("action").is("snapshot");
        for (Json book : message.at("data").items()) {
            Draft draft = heard.book(message.at("arg", "instId").text())
                    .atMs(book.at("ts").number())
                    .rows(book.at("bids"), book.at("asks"));
            if (state) {
                draft.state(BEST);
            }
            if (book.has("seqId")) {
                long first = state ? 0 : book.at("prevSeqId").number() + 1;
                draft.numbers(first, book.at("seqId").number());
            }
            int checksum = Integer.parseInt(book.at("checksum").text());
            draft.checksum(checksum == 0 ? null : new OkxChecksum(checksum));
        }
    }
}
