package dev.longshell.session;

/**
 * A share link to be made.
 *
 * @param name             whom it is for, up to 60 characters; null or blank for nobody in particular
 * @param role             {@code observer} (null too) or {@code operator}
 * @param expiresInMinutes 1 to 43200, which are 30 days; null: a day
 */
public record ShareDraft(String name, String role, Integer expiresInMinutes) {
}
