package dev.longshell.wire;

import java.util.List;

/**
 * The OS user that a session's processes run as, where it is not the keeper's own.
 *
 * @param name     whose the terminal becomes, as login(1) hands it over
 * @param launcher what runs a command as that user, such as {@code setpriv --reuid=1001 --regid=1001 --init-groups --}; the command's words follow
 */
public record OtherUser(String name, List<String> launcher) {
}
