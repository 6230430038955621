package dev.longshell.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;

/** Asks the database whether it answers; knows nothing of who wants to know. */
@ApplicationScoped
@Transactional(Transactional.TxType.SUPPORTS)
@Translated
public class DatabaseProbe {
    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;

    /** DATABASE_UNAVAILABLE when it does not. */
    public void ask() {
        entities.createNativeQuery("select 1").getSingleResult();
    }
}
