package dev.longshell.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.UUID;

/** A user's role in a project; knows nothing of what a role may do. */
@Entity
@Table(name = "memberships")
public class Membership {
    @Id
    private UUID id;
    @ManyToOne
    @JoinColumn(name = "user_id")
    private User user;
    @Column(name = "project_id")
    private UUID projectId;
    private Role role;

    protected Membership() {
        // for JPA
    }

    public Membership(User user, UUID projectId, Role role) {
        this.id = UUID.randomUUID();
        this.user = user;
        this.projectId = projectId;
        this.role = role;
    }

    public User user() {
        return user;
    }

    public UUID projectId() {
        return projectId;
    }

    public Role role() {
        return role;
    }

    public void role(Role newRole) {
        role = newRole;
    }
}
