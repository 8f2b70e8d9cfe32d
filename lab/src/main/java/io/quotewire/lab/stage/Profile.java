package io.quotewire.lab.stage;

import java.util.Set;

/**
 * What a stage knows of its venue as plain data.
 *
 * @param venue the short name, as in topics
 * @param streamPath path of the WebSocket address that clients use
 * @param hosts of the venue's WebSocket addresses, as they stand in recordings
 * @param folders that recordings of the venue lie in, by name
 * @param lists where recorded instrument lists lie and which one no client can do without
 * @param keepAlive how connections are kept
 */
public record Profile(
        String venue, String streamPath, Set<String> hosts, Set<String> folders, Lists lists, KeepAlive keepAlive) {
    /**
     * Recorded instrument lists.
     *
     * @param folder beside the channel folders of the venue
     * @param needed name of the list without which the venue cannot be played
     * @param request the request line that asks for it
     */
    public record Lists(String folder, String needed, String request) {}
}
