package dev.longshell.access;

import java.util.UUID;

/** Something about a user's access has changed and is committed: whoever let them in looks again. @param user by id */
public record AccessChanged(UUID user) {
}
