package dev.longshell.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Appends to the audit and reads it; there is no way here to change or delete a row. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class AuditRepository {
    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;

    /** Appends them in that order, all or none; one that is there already is not appended again. @return the last row there is now */
    public Optional<AuditRow> append(List<AuditEntry> entries) {
        for (AuditEntry entry : entries) {
            entities.createNativeQuery("insert into audit (id, at, who, address, action, about, outcome, detail, node)"
                            + " values (cast(?1 as uuid), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) on conflict (id) do nothing")
                    .setParameter(1, entry.id().toString()).setParameter(2, Timestamp.from(entry.at())).setParameter(3, entry.who())
                    .setParameter(4, entry.address()).setParameter(5, entry.action()).setParameter(6, entry.about())
                    .setParameter(7, entry.outcome()).setParameter(8, entry.detail()).setParameter(9, entry.node()).executeUpdate();
        }
        return list(new AuditQuestion(null, null, null, null, null, null), 1).stream().findFirst();
    }

    /** Newest first. */
    public List<AuditRow> list(AuditQuestion question, int most) {
        StringBuilder text = new StringBuilder("select a from AuditRow a where 1 = 1");
        Map<String, Object> parameters = new HashMap<>();
        ask(text, parameters, " and a.who = :who", "who", question.who());
        ask(text, parameters, " and (a.action = :action or a.action like concat(:action, '.%'))", "action", question.action());
        ask(text, parameters, " and a.about = :about", "about", question.about());
        ask(text, parameters, " and a.at >= :from", "from", question.from());
        ask(text, parameters, " and a.at < :to", "to", question.to());
        ask(text, parameters, " and a.number < :before", "before", question.before());
        TypedQuery<AuditRow> query = entities.createQuery(text.append(" order by a.number desc").toString(), AuditRow.class).setMaxResults(most);
        parameters.forEach(query::setParameter);
        return query.getResultList();
    }

    private static void ask(StringBuilder text, Map<String, Object> parameters, String condition, String name, Object value) {
        if (value != null) {
            text.append(condition);
            parameters.put(name, value);
        }
    }
}
