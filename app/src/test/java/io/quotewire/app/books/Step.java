package io.quotewire.app.books;

/**
 * One thing that was received.
 *
 * @param index its place in the recording, which tells it from others that are the same
 * @param recvUs when; where the recording does not say, a millisecond after the one before
 * @param symbol of an answer over REST: whose book was asked for. Empty in the stream
 * @param text as the venue sent it
 */
record Step(int index, long recvUs, String symbol, String text) {
    boolean isAnswer() {
        return !symbol.isEmpty();
    }

    Step at(int place) {
        return new Step(place, recvUs, symbol, text);
    }

    Step with(String otherText) {
        return new Step(index, recvUs, symbol, otherText);
    }
}
