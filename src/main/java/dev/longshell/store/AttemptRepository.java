package dev.longshell.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.OptionalLong;

/** Counts attempts within a minute by a key, for all gateways together and by the database's clock; knows nothing of what is attempted. Faults: those of {@link DatabaseFaults}. */
@ApplicationScoped
@Transactional
@Translated
public class AttemptRepository {
    private static final String FORGET = """
            delete from login_attempts where key in
              (select key from login_attempts where last_at < now() - interval '1 minute' limit 100 for update skip locked)""";
    /** One statement, so that of two at once the second sees the first. What lies a minute ahead was counted before the clock was set back. */
    private static final String ATTEMPT = """
            insert into login_attempts as before (key, times, last_at) values (?1, array[now()], now())
            on conflict (key) do update set last_at = now(), times =
              (select coalesce(array_agg(t order by t), '{}') || case when count(t) < ?2 then array[now()] else '{}' end
                 from unnest(before.times) t where t > now() - interval '1 minute' and t < now() + interval '1 minute')
            returning now() = any(times), cast(ceil(extract(epoch from times[1] + interval '1 minute' - now()) * 1000) as bigint)""";

    @PersistenceContext(unitName = "longshell")
    private EntityManager entities;

    /** Counts an attempt; otherwise, when there were as many within a minute, the milliseconds until the next may be made. @param key 64 characters */
    public OptionalLong attempt(String key, int most) {
        entities.createNativeQuery(FORGET).executeUpdate();
        Object[] counted = (Object[]) entities.createNativeQuery(ATTEMPT).setParameter(1, key).setParameter(2, most).getSingleResult();
        return (boolean) counted[0] ? OptionalLong.empty() : OptionalLong.of(Math.max(1, ((Number) counted[1]).longValue()));
    }

    /** Forgets the last attempt and none before. */
    public void withdraw(String key) {
        entities.createNativeQuery("update login_attempts set times = times[1:cardinality(times) - 1] where key = ?1").setParameter(1, key).executeUpdate();
    }

    /** Forgets what was counted. */
    public void forget(String key) {
        entities.createNativeQuery("delete from login_attempts where key = ?1").setParameter(1, key).executeUpdate();
    }
}
